import { listenForKeypresses } from "@hexai/terminal";

import type { Key } from "../key.ts";
import { keyOf } from "./key-of.ts";

/** Tells every key of a terminal that the screen knows. */
export function listenForKeys(input: NodeJS.ReadableStream, onKey: (key: Key) => void): void {
  listenForKeypresses(input, (keypress) => {
    const key = keyOf(keypress);
    if (key !== undefined) {
      onKey(key);
    }
  });
}
