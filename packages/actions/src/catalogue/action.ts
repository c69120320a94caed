/**
 * The input that an action requires: text in the selection, an instruction inside the selection, diagnostics about it, or a prompt
 * that the user types. The last three require a selection too.
 */
export type ActionNeed = "selection" | "instruction" | "diagnostics" | "prompt";

/** The use of an answer: text that replaces the selection, or tests for another file. */
export type ActionResult = "replacement" | "unit_test";

/** One entry of the catalogue. It is pure data, so that the user's settings can add entries. */
export interface Action {
  /** A stable name, for `--action` and for the editor's command. */
  readonly id: string;
  /** What a menu shows. */
  readonly title: string;
  /** One key. It is unique among the built-in actions, or among the user's own actions. */
  readonly hotkey?: string;
  /** The code action kind of the language server protocol. */
  readonly kind: string;
  readonly needs: ActionNeed;
  readonly result: ActionResult;
  /** Whether it comes from the user's settings. */
  readonly isCustom: boolean;
  /** The value of `{{instruction}}` for an action with a fixed instruction. */
  readonly instruction?: string;
  readonly prompt: PromptTemplate;
}

/**
 * Texts with the placeholders `{{selection}}`, `{{language}}`, `{{file}}`, `{{instruction}}`, `{{diagnostics}}` and, for unit
 * tests, `{{conventions}}`.
 */
export interface PromptTemplate {
  /** When it is empty, no system message is sent. */
  readonly system: string;
  readonly user: string;
}
