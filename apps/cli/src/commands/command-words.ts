/** What may stand behind `hexai config`; without it `show` is meant. */
export const CONFIG_VERBS = ["show", "path", "check", "edit"] as const;

export type ConfigVerb = (typeof CONFIG_VERBS)[number];

/** Whom `hexai doctor --snippets` has something to paste for. */
export const EDITORS = ["helix", "neovim", "vscode", "emacs", "tmux"] as const;

export type EditorName = (typeof EDITORS)[number];

/** The shells that `hexai completion` writes a script for. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

/** What those scripts ask `hexai completion` for. */
export const NAME_LISTS = ["models", "providers"] as const;

export type CompletionWord = (typeof NAME_LISTS)[number] | (typeof SHELLS)[number];
