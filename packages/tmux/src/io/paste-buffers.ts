import type { AskTmux } from "./ask-tmux.ts";

/** The newest paste buffer, byte for byte; `undefined` when there is none. */
export async function readPasteBuffer(ask: AskTmux): Promise<Uint8Array | undefined> {
  const { outcome, output } = await ask(["save-buffer", "-"]);
  return outcome === "done" ? output : undefined;
}

/**
 * Makes `text` the newest paste buffer. It is sent through a pipe, because tmux accepts no arguments above 16 kB and other users
 * can read arguments.
 *
 * @param toClipboard - Whether to set the terminal's clipboard too, which tmux can do from 3.2 on.
 * @returns Whether tmux stored it.
 */
export async function writePasteBuffer(
  text: string | Uint8Array,
  toClipboard: boolean,
  ask: AskTmux,
): Promise<boolean> {
  const isTaken = async (...flags: readonly string[]): Promise<boolean> =>
    (await ask(["load-buffer", ...flags, "-"], { input: text })).outcome === "done";
  return (toClipboard && (await isTaken("-w"))) || isTaken();
}

/**
 * Pastes the newest paste buffer into `pane`, bracketed when the program there asked for that. The pane leaves copy mode first,
 * which would hide the pasted text.
 *
 * @returns Whether tmux pasted it.
 */
export async function pasteInto(pane: string, isInMode: boolean, ask: AskTmux): Promise<boolean> {
  const leave = isInMode ? ["send-keys", "-t", pane, "-X", "cancel", ";"] : [];
  const { outcome } = await ask([...leave, "paste-buffer", "-p", "-t", pane]);
  return outcome === "done";
}
