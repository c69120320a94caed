import {
  closeSync,
  constants,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import process from "node:process";

import { readRegularFile } from "@hexai/process";

import type { Conversation, KeptImage } from "../../message.ts";
import { FILE_END, idOfFile } from "../conversation-id.ts";
import type { StoredFile } from "../to-evict.ts";
import { sha256Of } from "./pictures-of.ts";

/** A picture is in a file that is called by its SHA-256, raw, so that it is there once, however often it was sent. */
const PICTURE_END = ".picture";

/** Keeps a picture (0600) unless it is there. @throws What the file system throws. */
export function keepPicture(dir: string, { sha256, bytes }: KeptImage): void {
  const path = join(dir, sha256 + PICTURE_END);
  if (bytes === undefined || statFile(path)?.size === bytes.length) {
    return;
  }
  const temporary = `${path}.${process.pid}.tmp`;
  const { O_CREAT, O_NOFOLLOW, O_TRUNC, O_WRONLY } = constants;
  const file = openSync(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o600);
  try {
    for (let at = 0; at < bytes.length;) {
      at += writeSync(file, bytes, at);
    }
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}

/** The same conversation with its pictures. One whose file is missing or damaged stays without them. */
export function withPictures(conversation: Conversation, dir: string): Conversation {
  const read = new Map<string, Uint8Array | undefined>();
  const withBytes = (image: KeptImage): KeptImage => {
    const { sha256 } = image;
    if (!read.has(sha256)) {
      read.set(sha256, readPicture(dir, sha256));
    }
    return { ...image, bytes: read.get(sha256) };
  };
  return {
    ...conversation,
    messages: conversation.messages.map((message) =>
      message.role === "user" && message.images !== undefined
        ? { ...message, images: message.images.map(withBytes) }
        : message,
    ),
  };
}

function readPicture(dir: string, sha256: string): Uint8Array | undefined {
  try {
    const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;
    const file = openSync(join(dir, sha256 + PICTURE_END), O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
    try {
      const bytes = readFileSync(file);
      return sha256Of(bytes) === sha256 ? bytes : undefined;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throwUnlessSystemError(error);
    return undefined;
  }
}

/** What a process is writing, which takes a moment: an older one is that of a process that was killed. */
const TEMPORARY = /\.picture\.\d+\.tmp$/u;
const ABANDONED_AFTER_MS = 60 * 60 * 1000;

/** Removes what processes that were killed have left beside pictures. */
export function removeAbandonedPictures(dir: string, now: number): void {
  for (const name of readdirSync(dir).filter((each) => TEMPORARY.test(each))) {
    const stats = statFile(join(dir, name));
    if (stats !== undefined && now - stats.mtimeMs >= ABANDONED_AFTER_MS) {
      rmSync(join(dir, name), { force: true });
    }
  }
}

/** Removes the pictures that no conversation refers to. Its line is written before a picture is, so none is removed too early. */
export function removeUnusedPictures(dir: string): void {
  const names = readdirSync(dir);
  const pictures = names.filter((name) => name.includes(PICTURE_END));
  if (pictures.length === 0) {
    return;
  }
  const used = new Set(
    names.flatMap((name) => {
      const id = idOfFile(name);
      return id === undefined ? [] : picturesIn(dir, id);
    }),
  );
  for (const name of pictures.filter((each) => !used.has(each.split(".", 1)[0] ?? ""))) {
    rmSync(join(dir, name), { force: true });
  }
}

/**
 * The same files with the sizes of their pictures. Each picture counts once, for the conversation that was used last.
 *
 * @param files - The last used one first.
 * @param most - No file is read unless all of them together have more bytes.
 */
export function withPictureSizes(
  dir: string,
  files: readonly StoredFile[],
  most: number,
): readonly StoredFile[] {
  const sizes = new Map(
    readdirSync(dir)
      .filter((name) => name.endsWith(PICTURE_END))
      .map((name) => [name.slice(0, -PICTURE_END.length), statFile(join(dir, name))?.size ?? 0]),
  );
  const all = [...files.map(({ bytes }) => bytes), ...sizes.values()];
  if (sizes.size === 0 || all.reduce((sum, bytes) => sum + bytes, 0) <= most) {
    return files;
  }
  return files.map((file) => {
    let { bytes } = file;
    for (const sha256 of picturesIn(dir, file.id)) {
      bytes += sizes.get(sha256) ?? 0;
      sizes.delete(sha256);
    }
    return { ...file, bytes };
  });
}

/** What a conversation refers to, without looking at anything else in it. */
function picturesIn(dir: string, id: string): readonly string[] {
  const text = readRegularFile(join(dir, id + FILE_END), MAX_BYTES) ?? "";
  return [...text.matchAll(/\{"sha256":"([\da-f]{64})"/gu)].map(([, sha256 = ""]) => sha256);
}

/** The longest text that Node can read at once is not much longer. */
const MAX_BYTES = 256 * 1024 * 1024;

function statFile(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

function throwUnlessSystemError(error: unknown): void {
  if (!(error instanceof Error && "syscall" in error)) {
    throw error;
  }
}
