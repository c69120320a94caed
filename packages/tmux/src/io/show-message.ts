import { messageFormat } from "../message-format.ts";
import { tmuxArgument } from "../tmux-argument.ts";
import type { AskTmux } from "./ask-tmux.ts";

/**
 * Shows `text` until a key is pressed, in the status line of a client that displays `pane`, or of the client that was used last
 * when none does. Resolves with whether tmux showed it.
 */
export async function showTmuxMessage(
  text: string,
  pane: string | undefined,
  ask: AskTmux,
): Promise<boolean> {
  const target = ["display-message", ...(pane === undefined ? [] : ["-t", pane])];
  const format = tmuxArgument(messageFormat(text));
  // Waiting for a key needs tmux 3.2; older versions show the text for `display-time`.
  const { outcome } = await ask([...target, "-d", "0", format]);
  return outcome === "done" || (await ask([...target, format])).outcome === "done";
}
