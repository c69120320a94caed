import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";

const MOST_BYTES = 1024 * 1024;

export type ReadFile =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "missing" }
  | { readonly type: "unreadable"; readonly message: string };

/**
 * Reads a small UTF-8 file of the user's. Whatever is there instead (a directory, a pipe, a device without
 * end), it neither waits nor throws; `/dev/null` is an empty file.
 */
export async function readConfigFile(path: string): Promise<ReadFile> {
  try {
    // Opening a pipe that nobody writes to would otherwise wait for ever.
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return await readFrom(handle);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof Error && "code" in error) {
      return outcomeOf(error.code);
    }
    throw error;
  }
}

async function readFrom(handle: FileHandle): Promise<ReadFile> {
  const found = await handle.stat();
  if (found.isDirectory()) {
    return unreadable("is a directory, must be a file");
  }
  if (!found.isFile() && !found.isCharacterDevice()) {
    return unreadable("is a pipe or a socket, must be a file");
  }
  const buffer = Buffer.alloc(MOST_BYTES + 1);
  const size = await fill(handle, buffer);
  if (size > MOST_BYTES) {
    return unreadable("is too big, must not be over 1 MiB");
  }
  return decode(buffer.subarray(0, size));
}

/** Reads until the buffer is full or the file ends; gives the number of bytes. */
async function fill(handle: FileHandle, buffer: Buffer): Promise<number> {
  let size = 0;
  while (size < buffer.length) {
    const { bytesRead } = await handle.read(buffer, size, buffer.length - size);
    if (bytesRead === 0) {
      break;
    }
    size += bytesRead;
  }
  return size;
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

function outcomeOf(code: unknown): ReadFile {
  if (code === "ENOENT" || code === "ENOTDIR") {
    return { type: "missing" };
  }
  return code === "EACCES"
    ? unreadable("may not be read, must be readable for you (EACCES)")
    : unreadable(`cannot be read (${String(code)})`);
}

function unreadable(message: string): ReadFile {
  return { type: "unreadable", message };
}
