import { fstatSync, readdirSync, readFileSync, readlinkSync, writeSync } from "node:fs";
import process from "node:process";

import { undefinedOnSystemErrorSync } from "@hexai/process";

const STDOUT = 1;
/** Where Linux lists what a process has open. */
const OWN_STDOUT = `/proc/self/fd/${STDOUT}`;
const NOTHING = new Uint8Array();
const WRITE_ONLY = 1;

/**
 * Watches the reader of stdout. A line that does not change is not written for hours, and only then would its writer be told that the
 * reader has gone.
 *
 * @returns A function that returns false when a reader was there and has gone. It returns true for a file and for a terminal, and
 * where the reader of a pipe cannot be seen: it belongs to another user, or the system is not Linux.
 */
export function watchReader(): () => boolean {
  const stdout = fstatSync(STDOUT);
  if (stdout.isSocket()) {
    return hasPeer;
  }
  const pipe = stdout.isFIFO() ? linkOf(OWN_STDOUT) : undefined;
  return pipe === undefined ? () => true : watchPipeReader(pipe);
}

/** A socket, which Node makes for its children, tells at once, also when nothing is written to it. */
function hasPeer(): boolean {
  try {
    writeSync(STDOUT, NOTHING);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error) {
      return error.code !== "EPIPE";
    }
    throw error;
  }
}

/** The reader of a pipe is looked for once among all processes, and then it alone is looked at. */
function watchPipeReader(pipe: string): () => boolean {
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
  const flags = undefinedOnSystemErrorSync(() => readFileSync(info, "utf8"));
  const digits = /^flags:\s*([0-7]+)$/mu.exec(flags ?? "")?.[1];
  return digits !== undefined && Number.parseInt(digits, 8) % 4 !== WRITE_ONLY;
}

function linkOf(path: string): string | undefined {
  return undefinedOnSystemErrorSync(() => readlinkSync(path));
}

function namesIn(directory: string): readonly string[] {
  return undefinedOnSystemErrorSync(() => readdirSync(directory)) ?? [];
}
