import { emitKeypressEvents } from "node:readline";

import type { Key } from "../ui/key.ts";
import { type Keypress, keyOf } from "./key-of.ts";

/** After an Esc, until it is the key and not the beginning of a sequence that comes in pieces. Node would wait for 500. */
const ESCAPE_TIMEOUT_MS = 50;

/** Tells every key that a terminal sends, however the bytes come. */
export function listenForKeys(input: NodeJS.ReadableStream, onKey: (key: Key) => void): void {
  // Node wants no more of an `Interface` than this, but its types do.
  Reflect.apply(emitKeypressEvents, undefined, [input, { escapeCodeTimeout: ESCAPE_TIMEOUT_MS }]);
  input.on("keypress", (_: unknown, keypress: Keypress) => {
    const key = keyOf(keypress);
    if (key !== undefined) {
      onKey(key);
    }
  });
}
