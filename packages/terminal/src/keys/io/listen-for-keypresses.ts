import { StringDecoder } from "node:string_decoder";

import { createKeyDecoder } from "../create-key-decoder.ts";
import type { Keypress } from "../keypress.ts";

/** After an Esc, until it is the key and not the beginning of a sequence that comes in pieces. */
const ESCAPE_TIMEOUT_MS = 50;

/**
 * Tells every key that a terminal sends, however the bytes come, until it is ended by the function that it returns. Ink's
 * own `useInput` throws at a sequence that it has no name for, such as Ctrl-F1; Node's `readline` types what follows the first
 * number of a key of three numbers, and knows no paste.
 */
export function listenForKeypresses(
  input: NodeJS.ReadableStream,
  onKeypress: (keypress: Keypress) => void,
): () => void {
  const bytes = new StringDecoder("utf8");
  const decoder = createKeyDecoder();
  let timeout: NodeJS.Timeout | undefined;
  let isOver = false;

  function tell(keypresses: readonly Keypress[]): void {
    for (const keypress of keypresses) {
      if (isOver) {
        return; // a key has ended it
      }
      onKeypress(keypress);
    }
  }

  function onData(piece: Buffer | string): void {
    clearTimeout(timeout);
    tell(decoder.push(typeof piece === "string" ? piece : bytes.write(piece)));
    if (decoder.isUndecided() && !isOver) {
      timeout = setTimeout(() => tell(decoder.flush()), ESCAPE_TIMEOUT_MS);
    }
  }

  function onEnd(): void {
    clearTimeout(timeout);
    tell(decoder.flush());
  }

  input.on("data", onData);
  input.once("end", onEnd);
  return () => {
    isOver = true;
    clearTimeout(timeout);
    input.off("data", onData);
    input.off("end", onEnd);
  };
}
