import { fstatSync, type Stats } from "node:fs";
import { addAbortSignal } from "node:stream";

import { standardInput, UserError } from "@hexai/process";

/** A stdin that has something to read. */
export interface StdinSource {
  /** Reads to the end, as `read` does. */
  readBytes(signal: AbortSignal): Promise<Uint8Array>;
  /**
   * Reads to the end. Invalid UTF-8 becomes U+FFFD; nothing else is altered.
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
 * @param onSilence - Called once when a pipe or socket has sent nothing for two seconds: the pipe
 *   may be one that its other end never closes.
 * @throws {UserError} For a directory.
 */
export function openStdin(onSilence: () => void): StdinSource | undefined {
  const kind = stdinKind(statStdin());
  if (kind === "nothing") {
    return undefined;
  }
  async function readBytes(signal: AbortSignal): Promise<Buffer> {
    signal.throwIfAborted();
    const stream = addAbortSignal(signal, standardInput());
    const silence = kind === "slow" ? startSilenceTimer(onSilence) : undefined;
    const pieces: Buffer[] = [];
    try {
      for await (const piece of stream) {
        silence?.restart();
        pieces.push(Buffer.from(piece));
      }
      return Buffer.concat(pieces);
    } catch (cause) {
      signal.throwIfAborted();
      throw new UserError(1, `stdin cannot be read (${systemCode(cause)}); try --no-stdin`, {
        cause,
      });
    } finally {
      silence?.stop();
      stream.destroy();
    }
  }

  return {
    readBytes,
    read: async (signal) => (await readBytes(signal)).toString("utf8"),
  };
}

type StdinKind = "nothing" | "ready" | "slow";

/** A file can be read at once; a pipe or a socket may never send anything. */
function stdinKind(stats: Stats | undefined): StdinKind {
  if (stats?.isDirectory() === true) {
    throw new UserError(1, "stdin is a directory; try --no-stdin");
  }
  if (stats === undefined || stats.isCharacterDevice()) {
    return "nothing";
  }
  return stats.isFIFO() || stats.isSocket() ? "slow" : "ready";
}

function statStdin(): Stats | undefined {
  try {
    return fstatSync(0);
  } catch (error) {
    systemCode(error);
    return undefined; // It is closed.
  }
}

/** Calls `onSilence` once, when two seconds have passed since the last `restart`. */
function startSilenceTimer(onSilence: () => void): { restart(): void; stop(): void } {
  let isReported = false;
  const timer = setTimeout(() => {
    isReported = true;
    onSilence();
  }, SILENCE_MS);
  return {
    restart() {
      if (!isReported) {
        timer.refresh();
      }
    },
    stop() {
      clearTimeout(timer);
    },
  };
}

/** The code of a system error. @throws `error` itself when it is another one. */
function systemCode(error: unknown): string {
  if (error instanceof Error && "code" in error) {
    return String(error.code);
  }
  throw error;
}
