/** What an action cannot do without. */
export type ActionNeed = "selection" | "instruction";

/** One entry of the catalogue. Pure data, so that a user's own action is another entry. */
export interface Action {
  /** Stable name, for `--action` and for the editor's command. */
  readonly id: string;
  /** What a menu shows. */
  readonly title: string;
  /** One key, unique in the menu. */
  readonly hotkey: string;
  /** The code action kind of the language server protocol. */
  readonly kind: string;
  readonly needs: ActionNeed;
  readonly prompt: PromptTemplate;
}

/** Texts with `{{selection}}`, `{{instruction}}` and `{{language}}` in them. */
export interface PromptTemplate {
  readonly system: string;
  readonly user: string;
}
