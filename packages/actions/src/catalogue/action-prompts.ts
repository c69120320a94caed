/** The user's own texts, as `[prompts.code_action]` names them. An absent one: the built-in text. */
export interface ActionPrompts {
  readonly rewrite_system?: string;
  readonly rewrite_user?: string;
  readonly diagnostics_system?: string;
  readonly diagnostics_user?: string;
  readonly document_system?: string;
  readonly document_user?: string;
  readonly simplify_system?: string;
  readonly simplify_user?: string;
  readonly fix_typos_system?: string;
  readonly fix_typos_user?: string;
  readonly unit_test_system?: string;
  readonly unit_test_user?: string;
  readonly custom_prompt_system?: string;
  readonly custom_prompt_user?: string;
  readonly custom?: readonly CustomActionPrompt[];
}

/** An action of the user's own. */
export interface CustomActionPrompt {
  readonly id: string;
  readonly title: string;
  /** The code action kind of the language server protocol. */
  readonly kind: string;
  readonly scope: "selection" | "diagnostics";
  readonly hotkey?: string;
  /** What is to be done, word for word. Either this or `user` is there. */
  readonly instruction?: string;
  /** A template for all that the model is asked. */
  readonly user?: string;
  /** Absent: the built-in text. Empty: no system message. */
  readonly system?: string;
}
