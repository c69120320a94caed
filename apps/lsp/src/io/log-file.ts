import { constants } from "node:fs";
import { open, rename, stat } from "node:fs/promises";
import { dirname } from "node:path";

import { makePrivateDirectory } from "@hexai/program";

/** A file that has grown to this size is set aside before the next line is written. */
const ROTATE_AT_BYTES = 1_000_000;

export interface LogFile {
  /** Returns at once and never throws. */
  append(line: string): void;
  /** Resolves when everything so far is written, or could not be. Never rejects. */
  flush(): Promise<void>;
}

export interface LogFileOptions {
  /** @default 1_000_000 */
  readonly rotateAtBytes?: number;
}

/**
 * A log on disk (0600; missing directories are made 0700) that several processes may write to at once. At
 * 1,000,000 bytes the file becomes `PATH.1` and replaces the one before, so both stay about that small.
 * What cannot be written is lost: a full disk must not stop an editor.
 */
export function createLogFile(path: string, options: LogFileOptions = {}): LogFile {
  const { rotateAtBytes = ROTATE_AT_BYTES } = options;
  let pending: string[] = [];
  let writing: Promise<void> | undefined;

  async function writePending(): Promise<void> {
    while (pending.length > 0) {
      const text = pending.join("");
      pending = [];
      try {
        await appendTo(path, text, rotateAtBytes);
      } catch {
        // There is no other place to tell it: stdout is the protocol's, and an editor shows stderr as errors.
      }
    }
    writing = undefined;
  }

  return {
    append(line) {
      pending.push(line);
      writing ??= writePending();
    },
    async flush() {
      await writing;
    },
  };
}

/** Neither waits for the reader of a named pipe nor trusts that the file is still the one of the last time. */
const OPEN_FLAGS =
  constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK;

async function appendTo(path: string, text: string, rotateAtBytes: number): Promise<void> {
  await makePrivateDirectory(dirname(path));
  const file = await open(path, OPEN_FLAGS, 0o600);
  try {
    await file.appendFile(text);
    const { size, ino } = await file.stat();
    if (size >= rotateAtBytes && (await stat(path)).ino === ino) {
      await rename(path, `${path}.1`); // unless another process did so meanwhile
    }
  } finally {
    await file.close();
  }
}
