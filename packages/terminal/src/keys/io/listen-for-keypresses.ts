import { emitKeypressEvents } from "node:readline";

import type { Keypress } from "../keypress.ts";

/** After an Esc, until it is the key and not the beginning of a sequence that comes in pieces. Node would wait for 500. */
const ESCAPE_TIMEOUT_MS = 50;

/**
 * Tells every key that a terminal sends, however the bytes come, until it is ended by the function that it returns. Ink's
 * own `useInput` throws at a sequence that it has no name for, such as Ctrl-F1.
 */
export function listenForKeypresses(
  input: NodeJS.ReadableStream,
  onKeypress: (keypress: Keypress) => void,
): () => void {
  // Node wants no more of an `Interface` than this, but its types do.
  Reflect.apply(emitKeypressEvents, undefined, [input, { escapeCodeTimeout: ESCAPE_TIMEOUT_MS }]);
  const tell = (_: unknown, keypress: Keypress): void => onKeypress(keypress);
  input.on("keypress", tell);
  return () => input.off("keypress", tell);
}
