import { emitKeypressEvents } from "node:readline";
import type { ReadStream } from "node:tty";

import type { Keypress } from "../ui/stats-watch-state.ts";

/** After an Esc, until it is the key and not the beginning of a sequence that comes in pieces. Node would wait for 500. */
const ESCAPE_TIMEOUT_MS = 50;

/**
 * Takes the keys from a terminal, and gives them back when it is ended by the function that it returns. Ink's own
 * `useInput` throws at a sequence that it has no name for, such as Ctrl-F1.
 */
export function listenForKeys(stdin: ReadStream, onKey: (key: Keypress) => void): () => void {
  // Node wants no more of an `Interface` than this, but its types do.
  Reflect.apply(emitKeypressEvents, undefined, [stdin, { escapeCodeTimeout: ESCAPE_TIMEOUT_MS }]);
  const tell = (_: unknown, key: Keypress): void => onKey(key);
  stdin.on("keypress", tell);
  stdin.setRawMode(true);
  return () => {
    stdin.off("keypress", tell);
    stdin.setRawMode(false);
    stdin.pause();
  };
}
