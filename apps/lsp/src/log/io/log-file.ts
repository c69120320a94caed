import { setImmediate } from "node:timers/promises";

/** A file of this size is rotated before the next line is written. */
const ROTATE_AT_BYTES = 1_000_000;

export interface LogFile {
  /** Returns at once and never throws. */
  append(line: string): void;
  /** Resolves when all lines so far are written or have failed. Never rejects. */
  flush(): Promise<void>;
}

export interface LogFileOptions {
  /** @default 1_000_000 */
  readonly rotateAtBytes?: number;
}

/**
 * A log on disk (0600; missing directories are made 0700) that several processes may write to at once. At 1,000,000 bytes the file
 * becomes `PATH.1` and replaces the one before, so both stay about that small. Lines that cannot be written are lost: a full disk
 * must not stop an editor.
 */
export function createLogFile(path: string, options: LogFileOptions = {}): LogFile {
  const { rotateAtBytes = ROTATE_AT_BYTES } = options;
  let pending: string[] = [];
  let writing: Promise<void> | undefined;

  async function writePending(): Promise<void> {
    await setImmediate(); // an answer to the editor is sent first
    const { appendToLog } = await import("./append-to-log.ts"); // its modules are not needed to start a server
    while (pending.length > 0) {
      const text = pending.join("");
      pending = [];
      try {
        await appendToLog(path, text, rotateAtBytes);
      } catch {
        // There is no other place to report it: stdout belongs to the protocol, and an editor shows stderr as errors.
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
