/**
 * What an action cannot do without: text in the selection, an instruction inside of it, diagnostics about it, or
 * a prompt that the user is asked for. All but the first need a selection too.
 */
export type ActionNeed = "selection" | "instruction" | "diagnostics" | "prompt";

/** What an answer is: text in the selection's place, or tests for a file of their own. */
export type ActionResult = "replacement" | "unit_test";

/** One entry of the catalogue. Pure data, so that a user's own action is another entry. */
export interface Action {
  /** Stable name, for `--action` and for the editor's command. */
  readonly id: string;
  /** What a menu shows. */
  readonly title: string;
  /** One key, unique in its menu: that of the built-in actions, or that of the user's own. */
  readonly hotkey?: string;
  /** The code action kind of the language server protocol. */
  readonly kind: string;
  readonly needs: ActionNeed;
  readonly result: ActionResult;
  /** Whether it comes from the user's settings. */
  readonly isCustom: boolean;
  /** What is to be done, where the action says it and not the user: `{{instruction}}`, word for word. */
  readonly instruction?: string;
  readonly prompt: PromptTemplate;
}

/**
 * Texts with `{{selection}}`, `{{language}}`, `{{file}}`, `{{instruction}}`, `{{diagnostics}}` and, for unit
 * tests, `{{conventions}}` in them.
 */
export interface PromptTemplate {
  /** Empty: no system message. */
  readonly system: string;
  readonly user: string;
}
