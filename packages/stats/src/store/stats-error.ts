/**
 * Why a statistics operation failed. The statistics file is whole in every case.
 *
 * - `lock-timeout`: other processes held the lock for too long; the event was not recorded.
 * - `aborted`: the caller's signal aborted while the update waited; the event was not recorded.
 * - `no-directory`: neither `XDG_CACHE_HOME` nor a home directory is known; nothing was touched.
 * - `unreadable`: the file exists but cannot be read; nothing was changed.
 * - `unsafe`: another user owns the directory or can write there; nothing was read or written.
 * - `unwritable`: the new file could not be put in place; the old one is intact. When the system did not allow removing the
 *   new file either, a later update puts it in place, and the event is recorded once after all.
 * - `backed-up`: a notice and no failure, so no promise rejects with it; the event was recorded, and the previous file is
 *   `stats.json.bak`.
 * - `not-backed-up`: as `backed-up`, but the previous file is lost, because `stats.json.bak` is a directory.
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

/** The cause of a `StatsError` when a path is not used. The message says why, and what to do. */
export class UnsuitablePlace extends Error {
  static {
    this.prototype.name = "UnsuitablePlace";
  }
}

/** The only error that this package rejects with on purpose. Branch on `code`, show `message`, log `cause`. */
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
  "lock-timeout": "other processes held the statistics lock for too long",
  aborted: "waiting for the statistics lock was cancelled",
  "no-directory": "there is no directory for the statistics; set HOME or XDG_CACHE_HOME",
  unreadable: "the statistics cannot be read",
  unwritable: "the statistics cannot be written",
  unsafe: "caches and statistics are not kept in a directory that other users can change",
  "not-backed-up":
    "the statistics were damaged or of another version and start again from zero; the old ones are lost, because stats.json.bak is a directory",
  "backed-up":
    "the statistics were damaged or of another version and start again from zero; the old ones are kept as .bak",
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
