import process from "node:process";
import type { Readable } from "node:stream";

import { bunVersion } from "../../runtime/io/bun-version.ts";

const PIECE_BYTES = 64 * 1024;

/** Stdin. Bun's own reads a file from its first byte, and not from where another program of the same shell has stopped. */
export function standardInput(): Readable {
  const isPlain =
    bunVersion() !== undefined && process.getBuiltinModule("node:fs").fstatSync(0).isFile();
  return isPlain ? createFileStream(0) : process.stdin;
}

/** Reads a file from where its descriptor stands. */
function createFileStream(descriptor: number): Readable {
  const fs = process.getBuiltinModule("node:fs");
  const stream = process.getBuiltinModule("node:stream");
  return new stream.Readable({
    read() {
      fs.read(descriptor, Buffer.allocUnsafe(PIECE_BYTES), (error, count, bytes) => {
        if (error === null) {
          this.push(count === 0 ? null : bytes.subarray(0, count));
        } else {
          this.destroy(error);
        }
      });
    },
  });
}
