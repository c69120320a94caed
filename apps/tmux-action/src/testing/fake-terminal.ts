import { EventEmitter } from "node:events";
import { PassThrough } from "node:stream";

import { listenForKeys } from "../screen/io/listen-for-keys.ts";
import type { ScreenDependencies } from "../screen/show-screen.tsx";

interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A mode that a program sets (`h`) or takes back (`l`). */
// oxlint-disable-next-line no-control-regex -- it is what such a sequence begins with
const MODE = /\u001b\[\?(\d+)([hl])/gu;

/** A terminal without a device: keys can be typed, and what is drawn is forgotten. */
export function fakeTerminal(size: Size) {
  const stdout = Object.assign(new EventEmitter(), {
    ...size,
    isTTY: true,
    write(text: string, written?: () => void): boolean {
      for (const [, mode = "", end] of text.matchAll(MODE)) {
        modes.set(mode, end === "h");
      }
      written?.();
      return true;
    },
  });
  let keys = new PassThrough();
  let opened = 0;
  const modes = new Map<string, boolean>();
  return {
    open(): ReturnType<ScreenDependencies["open"]> {
      opened += 1;
      keys = new PassThrough();
      return {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ink reads no keys here
        stdin: keys as unknown as NodeJS.ReadStream,
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ink needs no more of a terminal
        stdout: stdout as unknown as NodeJS.WriteStream,
        listen: (onKey) => listenForKeys(keys, onKey),
        close() {
          opened -= 1;
          keys.destroy();
        },
      };
    },
    type(bytes: Uint8Array): void {
      if (opened > 0) {
        keys.write(bytes);
      }
    },
    resize(next: Size): void {
      Object.assign(stdout, next);
      stdout.emit("resize");
    },
    state: () => ({
      opened,
      isOnOtherScreen: modes.get("1049") ?? false,
      isPasteBracketed: modes.get("2004") ?? false,
    }),
  };
}
