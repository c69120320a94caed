import { listenForKeypresses } from "@hexai/terminal";

import { type Key, parseKey } from "../key.ts";

/** Calls `onKey` for every key that means something to the screen. */
export function listenForKeys(input: NodeJS.ReadableStream, onKey: (key: Key) => void): void {
  listenForKeypresses(input, (keypress) => {
    const key = parseKey(keypress);
    if (key !== undefined) {
      onKey(key);
    }
  });
}
