import { messageFormat } from "../message-format.ts";
import { tmuxArgument } from "../tmux-argument.ts";
import type { AskTmux } from "./ask-tmux.ts";

/**
 * Shows `text` in the status line of whoever looks at `pane`, or of the client that was used last when there is none, until a key is pressed.
 * Resolves with whether tmux did.
 */
export async function showTmuxMessage(
  text: string,
  pane: string | undefined,
  ask: AskTmux,
): Promise<boolean> {
  const target = ["display-message", ...(pane === undefined ? [] : ["-t", pane])];
  const format = tmuxArgument(messageFormat(text));
  // Until a key is pressed takes tmux 3.2; older ones show it for `display-time`.
  const { outcome } = await ask([...target, "-d", "0", format]);
  return outcome === "done" || (await ask([...target, format])).outcome === "done";
}
