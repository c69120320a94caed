import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from "node:fs";

import { FORMAT_BYTES, formatOf } from "../file-format.ts";
import type { Refusal } from "../refusals.ts";

/** The largest text, in bytes. */
const MAX_TEXT_BYTES = 1024 * 1024;

/** The largest picture that a request can hold: its text is one string, and a picture takes a third more as base64. */
const MAX_IMAGE_BYTES = 256 * 1024 * 1024;

const PIECE_BYTES = 64 * 1024;

export type ReadFile = { readonly bytes: Uint8Array } | { readonly refusal: Refusal };

/**
 * Reads a file that a person has named: a text up to `MAX_TEXT_BYTES`, or a picture. It neither waits for a pipe nor reads a device.
 * Of a file that grows, it is what is there.
 */
export function readFile(path: string): ReadFile {
  try {
    // Not opened before it is known what it is: for some devices, opening is doing.
    const refused = kindRefusal(statSync(path));
    if (refused !== undefined) {
      return { refusal: refused };
    }
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    try {
      const stats = fstatSync(file);
      const replaced = kindRefusal(stats); // It may have been replaced in between.
      return replaced === undefined ? readFrom(file, stats) : { refusal: replaced };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return { refusal: systemRefusal(error) };
  }
}

function kindRefusal(stats: Stats): Refusal | undefined {
  if (stats.isFile()) {
    return undefined;
  }
  if (stats.isDirectory()) {
    return { type: "directory" };
  }
  return { type: stats.isFIFO() ? "pipe" : stats.isSocket() ? "socket" : "device" };
}

function readFrom(file: number, { size }: Stats): ReadFile {
  const start = readUpTo(file, FORMAT_BYTES);
  const { type } = formatOf(start);
  if (type === "foreign") {
    return { bytes: start }; // It is refused for what it is.
  }
  if (type === "image") {
    // What is added while it is read is no part of the picture.
    return size > MAX_IMAGE_BYTES
      ? { refusal: { type: "picture-too-large" } }
      : { bytes: Buffer.concat([start, readUpTo(file, size - start.length)]) };
  }
  // Files of the kernel say that they are empty, so the size is no guide.
  const bytes = Buffer.concat([start, readUpTo(file, MAX_TEXT_BYTES + 1 - start.length)]);
  return bytes.length > MAX_TEXT_BYTES ? { refusal: { type: "too-large" } } : { bytes };
}

function readUpTo(file: number, limit: number): Buffer {
  const pieces: Buffer[] = [];
  for (let left = limit; left > 0;) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, left));
    const count = readSync(file, piece);
    if (count === 0) {
      break;
    }
    pieces.push(piece.subarray(0, count));
    left -= count;
  }
  return Buffer.concat(pieces);
}

/** @throws `error` itself when it is no system error. */
function systemRefusal(error: unknown): Refusal {
  if (!(error instanceof Error && "code" in error)) {
    throw error;
  }
  const code = String(error.code);
  const isMissing = code === "ENOENT" || code === "ENOTDIR" || code === "ERR_INVALID_ARG_VALUE";
  return isMissing ? { type: "missing" } : { type: "unreadable", code };
}
