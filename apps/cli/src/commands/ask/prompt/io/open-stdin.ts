import { fstatSync, type Stats } from "node:fs";
import { addAbortSignal, type Readable } from "node:stream";

import { UserError } from "@hexai/process";

/** Something on stdin that may be read. */
export interface StdinSource {
  /**
   * Reads to the end. Bytes that are no UTF-8 become U+FFFD; nothing else is altered.
   *
   * @throws {UserError} When it cannot be read. Rejects with an abort error after `signal`.
   */
  read(signal: AbortSignal): Promise<string>;
}

const SILENCE_MS = 2000;

/**
 * What is on file descriptor 0, or undefined when there is nothing to read: a terminal, another character
 * device, or nothing at all. A file, a pipe and a socket are read.
 *
 * @param stdin - Gives the stream of that descriptor. Not called when there is nothing to read.
 * @param onSilence - Called once when a pipe or socket has sent nothing for two seconds: whoever started us may
 *   have left us a pipe that nobody will ever close.
 * @throws {UserError} For a directory.
 */
export function openStdin(stdin: () => Readable, onSilence: () => void): StdinSource | undefined {
  const kind = kindOf(statsOfStdin());
  if (kind === "nothing") {
    return undefined;
  }
  return {
    async read(signal) {
      signal.throwIfAborted();
      const stream = addAbortSignal(signal, stdin());
      const patience = kind === "slow" ? startPatience(onSilence) : undefined;
      const pieces: Buffer[] = [];
      try {
        for await (const piece of stream) {
          patience?.restart();
          pieces.push(Buffer.from(piece));
        }
        return Buffer.concat(pieces).toString("utf8");
      } catch (cause) {
        signal.throwIfAborted();
        throw new UserError(1, `stdin cannot be read (${codeOf(cause)}); try --no-stdin`, {
          cause,
        });
      } finally {
        patience?.stop();
        stream.destroy();
      }
    },
  };
}

type StdinKind = "nothing" | "ready" | "slow";

/** A file is there at once; what a pipe or a socket brings can take for ever. */
function kindOf(stats: Stats | undefined): StdinKind {
  if (stats?.isDirectory() === true) {
    throw new UserError(1, "stdin is a directory; try --no-stdin");
  }
  if (stats === undefined || stats.isCharacterDevice()) {
    return "nothing";
  }
  return stats.isFIFO() || stats.isSocket() ? "slow" : "ready";
}

function statsOfStdin(): Stats | undefined {
  try {
    return fstatSync(0);
  } catch (error) {
    codeOf(error);
    return undefined; // closed
  }
}

/** Calls `onSilence` once, when two seconds have passed since the last `restart`. */
function startPatience(onSilence: () => void): { restart(): void; stop(): void } {
  let isLost = false;
  const timer = setTimeout(() => {
    isLost = true;
    onSilence();
  }, SILENCE_MS);
  return {
    restart() {
      if (!isLost) {
        timer.refresh();
      }
    },
    stop() {
      clearTimeout(timer);
    },
  };
}

/** @throws `error` itself when it is not one of the system's. */
function codeOf(error: unknown): string {
  if (error instanceof Error && "code" in error) {
    return String(error.code);
  }
  throw error;
}
