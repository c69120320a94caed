import { tmuxArgument } from "../tmux-argument.ts";
import type { AskTmux, TmuxReply } from "./ask-tmux.ts";
import type { TmuxCommand } from "./open-popup.ts";

/**
 * Runs `command` in a new pane on the lower half of `pane`, which closes when the program ends. It replaces a popup in tmux below
 * 3.2. Resolves when the pane is open or could not be opened.
 */
export function openSplit(command: TmuxCommand, pane: string, ask: AskTmux): Promise<TmuxReply> {
  return ask(["split-window", "-t", pane, "--", ...command].map(tmuxArgument));
}
