import { listenForKeypresses } from "@hexai/terminal";

import { type Key, parseKey } from "../key.ts";

/** Tells every key of a terminal that the screen knows. */
export function listenForKeys(input: NodeJS.ReadableStream, onKey: (key: Key) => void): void {
  listenForKeypresses(input, (keypress) => {
    const key = parseKey(keypress);
    if (key !== undefined) {
      onKey(key);
    }
  });
}
