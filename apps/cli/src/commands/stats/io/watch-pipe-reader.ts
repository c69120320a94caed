import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import process from "node:process";

/** Where Linux lists what a process has open. */
const OWN_STDOUT = "/proc/self/fd/1";
const WRITE_ONLY = 1;

/**
 * Watches the reader of the pipe that stdout is. A pipe tells its writer that the reader has gone only when something is written, and
 * a line that does not change is not written for hours.
 *
 * The reader is looked for once among all processes, and then it alone is looked at.
 *
 * @returns A function that returns false when a reader was there and has gone. It returns true for what is no pipe, for a reader that
 * belongs to another user, and elsewhere than on Linux.
 */
export function watchPipeReader(): () => boolean {
  const pipe = linkOf(OWN_STDOUT);
  if (pipe?.startsWith("pipe:") !== true) {
    return () => true;
  }
  let reader = findReader(pipe);
  return () => {
    if (reader === undefined || linkOf(reader) === pipe) {
      return true;
    }
    reader = findReader(pipe); // another process may have taken over
    return reader !== undefined;
  };
}

/** The open file of a process that reads the pipe. */
function findReader(pipe: string): string | undefined {
  const others = namesIn("/proc").filter(
    (name) => /^\d+$/u.test(name) && name !== String(process.pid),
  );
  for (const pid of others) {
    for (const descriptor of namesIn(`/proc/${pid}/fd`)) {
      const file = `/proc/${pid}/fd/${descriptor}`;
      if (linkOf(file) === pipe && isReadable(`/proc/${pid}/fdinfo/${descriptor}`)) {
        return file;
      }
    }
  }
  return undefined;
}

/** By the flags of the open file, which are written in octal. */
function isReadable(info: string): boolean {
  const flags = undefinedOnSystemError(() => readFileSync(info, "utf8"));
  const digits = /^flags:\s*([0-7]+)$/mu.exec(flags ?? "")?.[1];
  return digits !== undefined && Number.parseInt(digits, 8) % 4 !== WRITE_ONLY;
}

function linkOf(path: string): string | undefined {
  return undefinedOnSystemError(() => readlinkSync(path));
}

function namesIn(directory: string): readonly string[] {
  return undefinedOnSystemError(() => readdirSync(directory)) ?? [];
}

/** A process may end while it is looked at, and those of other users are closed. */
function undefinedOnSystemError<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && "code" in error) {
      return undefined;
    }
    throw error;
  }
}
