/**
 * Why a statistics operation failed. The statistics file is whole in every case.
 *
 * - `lock-timeout`: other processes held the lock for too long; the event was not recorded.
 * - `aborted`: the caller's signal ended the waiting; the event was not recorded.
 * - `no-directory`: neither `XDG_CACHE_HOME` nor a home directory is known; nothing was touched.
 * - `unreadable`: the file exists but cannot be read; nothing was changed.
 * - `unsafe`: somebody else owns the directory or can write there; nothing was read or written.
 * - `unwritable`: the new file could not be put in place; the old one is intact. When the system would not let it be
 *   taken back either, a later update finds it and puts it in place: the event is recorded after all, once.
 * - `backed-up`: no failure, never rejected with; the event was recorded, and what was there before is `stats.json.bak`.
 * - `not-backed-up`: as `backed-up`, but `stats.json.bak` is a directory, so what was there before is gone.
 */
export type StatsErrorCode =
  | "lock-timeout"
  | "aborted"
  | "no-directory"
  | "unreadable"
  | "unwritable"
  | "unsafe"
  | "backed-up"
  | "not-backed-up";

/** The cause of a `StatsError` when there is something that is not used; the message says what, and what to do. */
export class UnsuitablePlace extends Error {
  static {
    this.prototype.name = "UnsuitablePlace";
  }
}

/** The only error this package rejects with on purpose. Branch on `code`, show `message`, log `cause`. */
export class StatsError extends Error {
  static {
    this.prototype.name = "StatsError"; // on the prototype, so that `stack` starts with it
  }

  readonly code: StatsErrorCode;
  /** The statistics file, or `""` when no directory is known. */
  readonly path: string;

  constructor(code: StatsErrorCode, path: string, options?: ErrorOptions) {
    super(messageOf(code, path, options?.cause), options);
    this.code = code;
    this.path = path;
  }
}

const MESSAGES: Record<StatsErrorCode, string> = {
  "lock-timeout": "Other processes held the statistics lock for too long",
  aborted: "Waiting for the statistics lock was cancelled",
  "no-directory": "Neither XDG_CACHE_HOME nor HOME names a place for the statistics",
  unreadable: "The statistics cannot be read",
  unwritable: "The statistics cannot be written",
  unsafe: "Nothing is kept, no statistics either, in a directory that is not only yours",
  "not-backed-up":
    "The statistics were damaged or of another version and begin anew; the old ones are gone, because stats.json.bak is a directory",
  "backed-up":
    "The statistics were damaged or of another version and begin anew; the old ones are beside them as .bak",
};

function messageOf(code: StatsErrorCode, path: string, cause: unknown): string {
  const where = path === "" ? "" : `: ${path}`;
  return `${MESSAGES[code]}${where}${reasonOf(cause)}`;
}

function reasonOf(cause: unknown): string {
  if (cause instanceof UnsuitablePlace) {
    return ` (${cause.message})`;
  }
  return cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
}
