import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from "node:fs";
import process from "node:process";

const MAX_BYTES = 1024 * 1024;
const PIECE_BYTES = 16 * 1024;

export type ReadFile =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "missing" }
  | { readonly type: "unreadable"; readonly message: string }
  /** Somebody else may have written it. */
  | { readonly type: "untrusted"; readonly message: string };

export interface ReadOptions {
  /**
   * Whether the file can name commands and where keys are sent. It must then be this user's or root's, and nobody else may
   * write it. Only regular files are judged: what a shell passes on (`/dev/null`, `<(…)`) is the user's own doing.
   */
  readonly mustBeTrusted?: boolean;
}

const GROUP_WRITES = 0o020;
const OTHERS_WRITE = 0o002;

/**
 * Reads a small UTF-8 file. When the path is something else (a directory, a pipe, an endless device), it neither blocks nor
 * throws; `/dev/null` reads as an empty file. It is synchronous because this runs at every start: it takes a tenth of a
 * millisecond where promises take two.
 */
export function readConfigFile(path: string, options: ReadOptions = {}): ReadFile {
  try {
    // Without O_NONBLOCK, opening a pipe that has no writer blocks for ever.
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return readFrom(file, options);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof Error && "code" in error) {
      return readOutcome(error.code);
    }
    throw error;
  }
}

function readFrom(file: number, { mustBeTrusted = false }: ReadOptions): ReadFile {
  const found = fstatSync(file);
  if (found.isDirectory()) {
    return unreadable("is a directory, must be a file");
  }
  if (!found.isFile() && !found.isCharacterDevice()) {
    return unreadable("is a pipe or a socket, must be a file");
  }
  const doubt = mustBeTrusted && found.isFile() ? reasonForDoubt(found) : undefined;
  if (doubt !== undefined) {
    return { type: "untrusted", message: doubt };
  }
  const bytes = readUpTo(file, MAX_BYTES + 1);
  if (bytes.length > MAX_BYTES) {
    return unreadable("is too big, must not be over 1 MiB");
  }
  return decode(bytes);
}

function reasonForDoubt({ uid, gid, mode }: Stats): string | undefined {
  if (uid !== ROOT && uid !== process.getuid?.()) {
    return `belongs to another user (${uid}) and can name commands, must be yours or root's: chown it`;
  }
  const writers =
    (mode & OTHERS_WRITE) !== 0 || ((mode & GROUP_WRITES) !== 0 && gid !== process.getgid?.());
  return writers
    ? "can be written by others and can name commands, must be writable by you alone: chmod go-w"
    : undefined;
}

const ROOT = 0;

/** Reads up to `limit` bytes in pieces, so that a small file, as most are, costs no large buffer. */
function readUpTo(file: number, limit: number): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (let size = 0; size < limit;) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, limit - size));
    const count = readSync(file, piece);
    if (count === 0) {
      break;
    }
    pieces.push(piece.subarray(0, count));
    size += count;
  }
  return Buffer.concat(pieces);
}

function decode(bytes: Uint8Array): ReadFile {
  try {
    return { type: "text", text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) {
      return unreadable("is not valid UTF-8, must be saved as UTF-8");
    }
    throw error;
  }
}

function readOutcome(code: unknown): ReadFile {
  if (code === "ENOENT" || code === "ENOTDIR") {
    return { type: "missing" };
  }
  return code === "EACCES"
    ? unreadable("cannot be read (EACCES), must be readable for you")
    : unreadable(`cannot be read (${String(code)})`);
}

function unreadable(message: string): ReadFile {
  return { type: "unreadable", message };
}
