/**
 * Why a statistics operation failed. The statistics file is whole in every case.
 *
 * - `lock-timeout`: other processes held the lock for too long; the event was not recorded.
 * - `aborted`: the caller's signal ended the waiting; the event was not recorded.
 * - `no-directory`: neither `XDG_CACHE_HOME` nor a home directory is known; nothing was touched.
 * - `unreadable`: the file exists but cannot be read; nothing was changed.
 * - `unwritable`: the new file could not be put in place; the old one is intact. When the system would not let it be
 *   taken back either, a later update finds it and puts it in place: the event is recorded after all, once.
 * - `backed-up`: no failure, never rejected with; the event was recorded, and what was there before is `stats.json.bak`.
 */
export type StatsErrorCode =
  | "lock-timeout"
  | "aborted"
  | "no-directory"
  | "unreadable"
  | "unwritable"
  | "backed-up";

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
  "backed-up":
    "The statistics were damaged or of another version and begin anew; the old ones are beside them as .bak",
};

function messageOf(code: StatsErrorCode, path: string, cause: unknown): string {
  const where = path === "" ? "" : `: ${path}`;
  const why = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
  return `${MESSAGES[code]}${where}${why}`;
}
