import { tmuxArgument } from "../tmux-argument.ts";
import type { AskTmux, TmuxReply } from "./ask-tmux.ts";
import type { TmuxCommand } from "./open-popup.ts";

/**
 * Runs `command` in a new pane below `pane`, which takes half of it and goes away when the program ends: what tmux
 * below 3.2 has instead of a popup. Resolves when the pane is there, or could not be made.
 */
export function openSplit(command: TmuxCommand, pane: string, ask: AskTmux): Promise<TmuxReply> {
  return ask(["split-window", "-t", pane, "--", ...command].map(tmuxArgument));
}
