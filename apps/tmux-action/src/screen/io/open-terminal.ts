import { constants, openSync } from "node:fs";
import process from "node:process";
import { ReadStream, WriteStream } from "node:tty";

import { bunVersion } from "@hexai/process";

import type { Key } from "../key.ts";
import { listenForKeys } from "./listen-for-keys.ts";
import { readTerminalOnBun } from "./read-terminal-on-bun.ts";

/** The terminal that this process belongs to, whatever its stdin and stdout are. */
export interface OpenTerminal {
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  /** Calls `onKey` for every key. To be called once. */
  listen(onKey: (key: Key) => void): void;
  /** Stops reading keys, so that another program can. */
  close(): void;
}

const PATH = "/dev/tty";

/** `undefined` when the process has no terminal. */
export function openTerminal(): OpenTerminal | undefined {
  const input = opened(constants.O_RDONLY);
  const output = input === undefined ? undefined : opened(constants.O_WRONLY);
  if (input === undefined || output === undefined) {
    return undefined;
  }
  const stdin = new ReadStream(input);
  const stdout = new WriteStream(output);
  const keys = bunVersion() === undefined ? stdin : readTerminalOnBun(PATH);
  const resize = (): void => refresh(stdout);
  process.on("SIGWINCH", resize);
  return {
    stdin,
    stdout,
    listen(onKey) {
      stdin.setRawMode(true);
      listenForKeys(keys, onKey);
    },
    close() {
      process.off("SIGWINCH", resize);
      stdin.setRawMode(false);
      keys.destroy();
      stdin.destroy();
      stdout.destroy();
    },
  };
}

function opened(flags: number): number | undefined {
  try {
    return openSync(PATH, flags);
  } catch {
    return undefined; // without a terminal the system gives ENXIO, ENOENT or EIO
  }
}

const REFRESH = "_refreshSize";

/** Updates the size, which Node does for `process.stdout` only. */
function refresh(stdout: WriteStream): void {
  const method: unknown = Reflect.get(stdout, REFRESH);
  if (typeof method === "function") {
    method.call(stdout);
  }
}
