// Texts that `--help` and the man page share.

export const CALLS: readonly string[] = [
  "hexai-tmux-action [flags] < SELECTION > RESULT",
  "hexai-tmux-action --pane PANE [--paste] [flags]",
];

export const ABOUT = `Changes a piece of text with a model. You choose what to do in a menu (a popup in tmux, else the terminal), see the
difference and accept it. Whatever you do not accept stays as it was, byte for byte.`;
