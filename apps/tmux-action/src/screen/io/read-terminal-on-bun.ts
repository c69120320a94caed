import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";

/** The part of Bun that is used here (https://bun.com/docs/runtime/file-io). */
declare const Bun: { file(path: string): { stream(): ReadableStream<Uint8Array> } };

/**
 * Reads a terminal in the native executable. A `tty.ReadStream` of Bun waits for the next key in a thread that nothing ends: the
 * process stays, and takes a key that was meant for the user's editor. This is the only file that uses what Node does not have.
 */
export function readTerminalOnBun(path: string): Readable {
  return Readable.fromWeb(Bun.file(path).stream());
}
