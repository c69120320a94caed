import process from "node:process";
import type { Writable } from "node:stream";
import type { WriteStream } from "node:tty";

import { bunVersion } from "../../runtime/io/bun-version.ts";

/** How long the end of a process waits for a reader to take the last of what was written, in milliseconds. */
const LAST_WRITES_MS = 100;

/** A stream of the process, which may be a terminal. */
export type StandardOutput = Writable &
  Partial<Pick<WriteStream, "columns" | "getColorDepth" | "isTTY" | "rows">>;

/** How long a pipe that is full and does not wait is left alone, in milliseconds. */
const FULL_PIPE_MS = 5;

/**
 * The stream on file descriptor 1 or 2. Bun's own makes a pipe one that does not wait and leaves it so, and the next program of the
 * same shell, such as `cat`, loses what it cannot write at once. So on Bun all but a terminal is written by plain calls.
 */
export function standardOutput(descriptor: 1 | 2): StandardOutput {
  const stream = opened.get(descriptor) ?? open(descriptor);
  opened.set(descriptor, stream);
  return stream;
}

/** One stream for each, as `process` has it: two would write in any order. */
const opened = new Map<1 | 2, StandardOutput>();

function open(descriptor: 1 | 2): StandardOutput {
  if (bunVersion() !== undefined && !process.getBuiltinModule("node:tty").isatty(descriptor)) {
    return createDescriptorStream(descriptor);
  }
  return descriptor === 1 ? process.stdout : process.stderr;
}

/** Waits until a reader has taken what was written, but not for one that does not read. */
export async function lastWrites(stream: StandardOutput): Promise<void> {
  if (stream.writableLength > 0) {
    await new Promise((resolve) => {
      stream.write("", resolve);
      setTimeout(resolve, LAST_WRITES_MS);
    });
  }
}

/** What is said on stderr stands behind what was written to stdout before, where both go into one file. */
function afterOutput(action: () => void): void {
  const stdout = opened.get(1);
  if (stdout === undefined || stdout.destroyed || stdout.writableLength === 0) {
    action();
  } else {
    stdout.write("", action);
  }
}

/**
 * Writes to a file descriptor, in order, and leaves it open: at once, but in another thread to a pipe on stdout, whose reader may be
 * slow. A process may end right behind what it says on stderr.
 */
function createDescriptorStream(descriptor: 1 | 2): Writable {
  const { fstatSync, write, writeSync } = process.getBuiltinModule("node:fs");
  const stream = process.getBuiltinModule("node:stream");
  const stats = fstatSync(descriptor);
  const isSlow = descriptor === 1 && (stats.isFIFO() || stats.isSocket());
  type Done = (error?: Error | null) => void;

  function writeAll(bytes: Buffer, done: Done): void {
    const next = (error: Error | null, count: number): void => {
      if (error !== null && "code" in error && error.code === "EAGAIN") {
        setTimeout(writeAll, FULL_PIPE_MS, bytes, done); // Another program has left the pipe so.
      } else if (error === null && count < bytes.length) {
        writeAll(bytes.subarray(count), done);
      } else {
        done(error);
      }
    };
    if (isSlow) {
      write(descriptor, bytes, next);
    } else if (descriptor === 1) {
      writeNow(bytes, next);
    } else {
      afterOutput(() => writeNow(bytes, next));
    }
  }

  function writeNow(bytes: Buffer, next: (error: Error | null, count: number) => void): void {
    try {
      next(null, writeSync(descriptor, bytes));
    } catch (error) {
      if (!(error instanceof Error)) {
        throw error;
      }
      next(error, 0);
    }
  }

  return new stream.Writable({
    write: (bytes: Buffer, _encoding, done) => writeAll(bytes, done),
    writev: (pieces: readonly { readonly chunk: Buffer }[], done) =>
      writeAll(Buffer.concat(pieces.map(({ chunk }) => chunk)), done),
  });
}
