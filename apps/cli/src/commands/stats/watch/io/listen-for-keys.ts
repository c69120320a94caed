import type { ReadStream } from "node:tty";

import { type Keypress, listenForKeypresses } from "@hexai/terminal";

/** Takes the keys from a terminal, and gives them back when it is ended by the function that it returns. */
export function listenForKeys(stdin: ReadStream, onKey: (key: Keypress) => void): () => void {
  const listenNoMore = listenForKeypresses(stdin, onKey);
  stdin.setRawMode(true);
  return () => {
    listenNoMore();
    stdin.setRawMode(false);
    stdin.pause();
  };
}
