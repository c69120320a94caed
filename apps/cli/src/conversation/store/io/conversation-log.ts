import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  type Stats,
  unlinkSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";

import type { Environment } from "@hexai/config";
import { isOwnCache, isSafeToCreate } from "@hexai/process";

import { formatFirstMessage, formatMessage } from "../../message-lines.ts";
import type { Answer, Message } from "../../message.ts";
import { conversationId, FILE_END, PART_END } from "../conversation-id.ts";
import { conversationsDir } from "../conversations-dir.ts";
import { keepPicture } from "./pictures.ts";

/** The file of one conversation, which this process adds to. Every function throws what the file system throws. */
export interface ConversationLog {
  readonly id: string;
  append(message: Message): void;
  /** Begins to keep an answer while it comes. `end` is called when the whole answer was appended. */
  keepPart(answer: Answer): PartFile;
}

export interface PartFile {
  write(text: string): void;
  end(): void;
}

export interface ConversationLogOptions {
  /** Says where conversations are. */
  readonly env: Environment;
  /** The conversation that goes on; a new one begins with the first message. */
  readonly id: string | undefined;
  readonly name: string | undefined;
}

/** Somebody else could write into the directory, or read what is in it. */
export class UnsafeDirectoryError extends Error {}

/** There is nowhere to keep conversations: no home directory is known. */
export class NoDirectoryError extends Error {}

/** Somebody has removed the conversation since it was read. */
export class RemovedError extends Error {}

/**
 * Opens the file of a conversation, one line a message (0600, in a directory 0700 that is made here). Several processes may add to
 * one file: the system appends each line as a whole.
 *
 * @throws {UnsafeDirectoryError} (as a rejection) When the directory is not this user's alone.
 */
export async function openConversationLog({
  env,
  id: existing,
  name,
}: ConversationLogOptions): Promise<ConversationLog> {
  const dir = conversationsDir(env);
  if (dir === undefined) {
    throw new NoDirectoryError();
  }
  if (!makeOwnDirectoryOf(dir)) {
    throw new UnsafeDirectoryError();
  }
  let id = existing;
  const pathOf = (conversation: string): string => join(dir, conversation + FILE_END);
  return {
    get id() {
      return id ?? "";
    },
    append(message) {
      if (id === undefined) {
        id = createFile(pathOf, message.at, formatFirstMessage(message, name));
      } else {
        appendLine(pathOf(id), formatMessage(message));
      }
      if (message.role === "user") {
        message.images?.forEach((image) => keepPicture(dir, image));
      }
    },
    keepPart: (answer) => createPart(join(dir, `${id ?? ""}.${answer.id}${PART_END}`), answer),
  };
}

/**
 * Makes the directory where it is missing. Not by promises: the question is to be on the disk before the first piece of an answer can
 * be on the screen, whatever else the machine does.
 *
 * @returns Whether it is this user's alone.
 */
function makeOwnDirectoryOf(dir: string): boolean {
  if (isSafeToCreate(dir)) {
    makePrivate(dir);
  }
  return isOwnCache(dir);
}

/** Each level for its owner only, and one after the other: Node's own `recursive` does not end in some places. */
function makePrivate(dir: string): void {
  if (!makeUnless("ENOENT", dir)) {
    if (dirname(dir) !== dir) {
      makePrivate(dirname(dir)); // throws why there is no parent, such as EROFS
    }
    makeUnless("EEXIST", dir);
  }
}

/** @returns False after the error with this code. What is there already is looked at later. */
function makeUnless(code: string, dir: string): boolean {
  try {
    mkdirSync(dir, { mode: 0o700 });
    return true;
  } catch (error) {
    if (
      error instanceof Error &&
      "code" in error &&
      [code, "EEXIST"].includes(String(error.code))
    ) {
      return error.code !== code;
    }
    throw error;
  }
}

const { O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDWR, O_WRONLY } = constants;
const NEW_FILE = O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_NOFOLLOW;

/** @returns The id. */
function createFile(pathOf: (id: string) => string, at: number, line: string): string {
  for (let later = 0; ; later += 1) {
    const id = conversationId(at + later, process.pid);
    const path = pathOf(id);
    const file = openUnless("EEXIST", path, NEW_FILE); // of another machine that shares the directory
    if (file !== undefined) {
      try {
        writeWhole(file, line);
      } catch (error) {
        unlinkSync(path); // Half a line would be no conversation.
        throw error;
      } finally {
        closeSync(file);
      }
      return id;
    }
  }
}

/** Undefined after the error with this code. */
function openUnless(code: string, path: string, flags: number): number | undefined {
  try {
    return openSync(path, flags, 0o600);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === code) {
      return undefined;
    }
    throw error;
  }
}

/** A file that was removed meanwhile is not created again, because its user removed it on purpose. */
function appendLine(path: string, line: string): void {
  const file = openUnless("ENOENT", path, O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK);
  if (file === undefined) {
    throw new RemovedError();
  }
  try {
    const stats = fstatSync(file);
    try {
      writeWhole(file, endsInLine(file, stats) ? line : `\n${line}`);
    } catch (error) {
      ftruncateSync(file, stats.size); // Nothing fits behind it anyway: half a line would only keep a full disk full.
      throw error;
    }
  } finally {
    closeSync(file);
  }
}

/** Whether the last line is whole. That of a process that was killed, or of a full disk, must not spoil the next one. */
function endsInLine(file: number, { size }: Stats): boolean {
  const last = Buffer.alloc(1);
  return size === 0 || (readSync(file, last, 0, 1, size - 1) === 1 && last[0] === 0x0a);
}

/** In one call of the system if it takes everything, so that lines of several processes do not mix. */
function writeWhole(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    at += writeSync(file, bytes, at);
  }
}

function createPart(path: string, answer: Answer): PartFile {
  const file = openSync(path, NEW_FILE, 0o600);
  const [, fields = ""] = /^\{(.*)\}\n$/su.exec(formatMessage(answer)) ?? [];
  writeWhole(file, `{"pid":${process.pid},${fields}}\n`);
  return {
    write: (text) => writeWhole(file, text),
    end() {
      closeSync(file);
      unlinkSync(path);
    },
  };
}
