import { setImmediate } from "node:timers/promises";

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
    await setImmediate(); // an answer to the editor goes out first
    const { appendToLog } = await import("./append-to-log.ts");
    while (pending.length > 0) {
      const text = pending.join("");
      pending = [];
      try {
        await appendToLog(path, text, rotateAtBytes);
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
