import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

import type { AskTmux } from "./ask-tmux.ts";

const POLL_INTERVAL_MS = 5;
const GIVE_UP_AFTER_MS = 2000;

/**
 * Reads the text that is selected in the copy mode of `pane`, byte for byte, without changing the selection, the mode, the paste
 * buffers or the clipboard. Needs tmux 3.2.
 *
 * @param directory - A directory of the user's own; tmux writes the text there.
 * @returns `undefined` when tmux does not write the text.
 */
export async function copySelection(
  pane: string,
  directory: string,
  ask: AskTmux,
): Promise<Uint8Array | undefined> {
  const file = join(directory, "selection");
  // The file is renamed once it is complete. The command has only what every possible default shell of the server understands.
  const script = `umask 077; cat >${quoted(`${file}.part`)}; mv ${quoted(`${file}.part`)} ${quoted(file)}`;
  const { outcome } = await ask(["send-keys", "-t", pane, "-X", "pipe-no-clear", script]);
  return outcome === "done" ? appearing(file) : undefined;
}

async function appearing(file: string): Promise<Uint8Array | undefined> {
  for (let waitedMs = 0; waitedMs < GIVE_UP_AFTER_MS; waitedMs += POLL_INTERVAL_MS) {
    const text = await readFile(file).catch(() => undefined); // not there yet
    if (text !== undefined) {
      return text;
    }
    await setTimeout(POLL_INTERVAL_MS);
  }
  return undefined;
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
