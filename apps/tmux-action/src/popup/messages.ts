/** One line of a menu. */
export interface MenuItem {
  /** The action's id; `skip` and `custom` for the lines that are no action. */
  readonly id: string;
  readonly title: string;
  readonly hotkey?: string | undefined;
  readonly does: "act" | "open-custom" | "skip";
  /** Whether the user is asked what to do before the model is. */
  readonly wantsPrompt: boolean;
}

export interface Menu {
  readonly items: readonly MenuItem[];
  /** The user's own actions, in a menu of their own. */
  readonly customItems: readonly MenuItem[];
}

/** How the screen runs the user's editor. */
export interface EditorSetup {
  readonly cwd: string;
  /** Names the editor too. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A message from the program to its screen. */
export type ScreenMessage =
  /** The first message. `editor` is undefined when the user has set none; `file` is where a result is edited. */
  | {
      readonly type: "hello";
      readonly selection: string;
      readonly isColorful: boolean;
      readonly editor?: (EditorSetup & { readonly file: string }) | undefined;
    }
  | { readonly type: "menu"; readonly menu: Menu }
  /** There is no menu, because `--action` chose already. Unless the action `wantsPrompt`, the model is being asked. */
  | { readonly type: "chosen"; readonly item: MenuItem }
  | { readonly type: "delta"; readonly text: string }
  /** `before` is what `after` would replace. */
  | { readonly type: "answer"; readonly before: string; readonly after: string }
  | { readonly type: "failure"; readonly message: string }
  /** One line about something that was done, such as a copy to the clipboard. */
  | { readonly type: "notice"; readonly message: string };

/** A message from the screen to the program: what the user wants. */
export type UserMessage =
  | { readonly type: "start"; readonly id: string; readonly instruction?: string | undefined }
  | { readonly type: "again"; readonly instruction: string }
  /** Abort the Chat under way and go back to the earlier answer. */
  | { readonly type: "cancel" }
  | { readonly type: "copy"; readonly text: string }
  | { readonly type: "accept"; readonly text: string }
  | { readonly type: "decline" }
  /** The user has read why it failed. */
  | { readonly type: "failure-seen" };
