import {
  closeSync,
  constants,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
} from "node:fs";
import process from "node:process";

import { isOwnCache, UserError, undefinedOnSystemErrorSync } from "@hexai/process";

import { fieldsOf, parseConversation, parseName, toMessage } from "../../message-lines.ts";
import type { Answer, Conversation } from "../../message.ts";
import {
  FILE_END,
  idOfConversationFile,
  idOfPart,
  isConversationFile,
  isConversationId,
  PART_END,
} from "../conversation-id.ts";
import type { StoredFile } from "../to-evict.ts";

/** The conversations of all processes of this user, as they are now. */
export interface ConversationStore {
  /** `unsafe`: another user could have written there, so nothing in it is read. `unreadable`: not even this user can read it. */
  readonly state: "missing" | "own" | "unreadable" | "unsafe";
  readonly ids: ReadonlySet<string>;
  /** The last used one first. @param count - So many at most; all of them by default. */
  files(count?: number): readonly StoredFile[];
  /** Undefined when it is not there, or cannot be read. */
  read(id: string): Conversation | undefined;
  /** Reads no more than the name, which is at the beginning of the file. */
  nameOf(id: string): string | undefined;
}

/** @throws {UserError} When another user could have written there, or this one cannot read it. */
export function requireReadable({ state }: ConversationStore): void {
  if (state === "unreadable") {
    throw new UserError(
      1,
      "the directory of conversations cannot be read; hexai doctor shows where it is, and chmod 700 lets you",
    );
  }
  if (state === "unsafe") {
    throw new UserError(
      1,
      "the directory of conversations is not yours alone, so nothing in it is read; hexai doctor says what is wrong",
    );
  }
}

/** The longest text that Node can read at once is not much longer. */
const MAX_BYTES = 256 * 1024 * 1024;

/** Enough for the longest name. */
const NAME_BYTES = 1024;

/** Looks into the directory once. Everything else is read when it is asked for. Never throws for what is in there. */
export function readStore(dir: string | undefined): ConversationStore {
  const isSafe = dir !== undefined && isOwnCache(dir);
  if (dir === undefined || (!isSafe && isMissing(dir))) {
    return {
      state: "missing",
      ids: new Set(),
      files: () => [],
      read: () => undefined,
      nameOf: () => undefined,
    };
  }
  const found = isSafe ? namesIn(dir) : [];
  const { files, parts } = sortNames(found ?? []);
  const path = (id: string): string => `${dir}/${id}${FILE_END}`;
  let ids: ReadonlySet<string> | undefined;
  return {
    state: isSafe ? (found === undefined ? "unreadable" : "own") : "unsafe",
    get ids() {
      return (ids ??= new Set(files.map(idOfConversationFile)));
    },
    files: (count = Infinity) => lastUsed(dir, files, count),
    read(id) {
      const text = isConversationId(id) ? readText(path(id)) : undefined;
      const conversation = text === undefined ? undefined : parseConversation(id, text);
      const own = parts.filter((name) => idOfPart(name) === id);
      return conversation === undefined || own.length === 0
        ? conversation
        : withParts(
            conversation,
            own.flatMap((name) => readPart(`${dir}/${name}`) ?? []),
          );
    },
    nameOf: (id) => parseName(readBeginning(path(id), NAME_BYTES) ?? ""),
  };
}

/** Takes the names apart: of conversations, and of parts of answers. */
function sortNames(names: readonly string[]) {
  const files: string[] = [];
  const parts: string[] = [];
  for (const name of names) {
    if (isConversationFile(name)) {
      files.push(name);
    } else if (name.endsWith(PART_END)) {
      parts.push(name);
    }
  }
  return { files, parts };
}

const NO_THROW = { throwIfNoEntry: false } as const;

/**
 * The files that were used last. All of them are looked at, because a file's name says when a conversation began and not when it was
 * used; so nothing is made for a file that is not among the last ones.
 */
function lastUsed(dir: string, names: readonly string[], count: number): readonly StoredFile[] {
  const times = new Float64Array(names.length).fill(-Infinity);
  const sizes = new Float64Array(names.length);
  names.forEach((name, index) => {
    const stats = statSync(`${dir}/${name}`, NO_THROW); // `join` would take longer than the system does.
    if (stats?.isFile() === true) {
      times[index] = stats.mtimeMs;
      sizes[index] = stats.size;
    }
  });
  // The engine sorts numbers itself, in a tenth of the time.
  const oldest = times.toSorted().at(-Math.min(count, times.length)) ?? 0;
  const last: StoredFile[] = [];
  times.forEach((usedAt, index) => {
    if (usedAt >= oldest && usedAt !== -Infinity) {
      const id = idOfConversationFile(names[index] ?? "");
      last.push({ id, usedAt, bytes: sizes[index] ?? 0 });
    }
  });
  return last.toSorted((one, other) => other.usedAt - one.usedAt).slice(0, count);
}

function isMissing(dir: string): boolean {
  return undefinedOnSystemErrorSync(() => lstatSync(dir, NO_THROW)) === undefined;
}

function namesIn(dir: string): readonly string[] | undefined {
  return undefinedOnSystemErrorSync(() => readdirSync(dir));
}

/**
 * The text of a file; undefined where there is none that can be read, a link or a pipe, or a larger one. Nobody else can put something
 * in its place meanwhile, because the directory is this user's alone.
 */
function readText(path: string): string | undefined {
  return undefinedOnSystemErrorSync(() => {
    const found = lstatSync(path, NO_THROW);
    return found?.isFile() === true && found.size <= MAX_BYTES
      ? readFileSync(path, "utf8") // In Node one call; with a descriptor it takes three times as long.
      : undefined;
  });
}

/** The first bytes of a file; undefined where there is none that can be read. */
function readBeginning(path: string, length: number): string | undefined {
  return undefinedOnSystemErrorSync(() => {
    const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;
    const file = openSync(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
    try {
      const bytes = Buffer.alloc(length);
      return bytes.toString("utf8", 0, readSync(file, bytes));
    } finally {
      closeSync(file);
    }
  });
}

/**
 * Parts of answers whose process could not write the whole one, or is still at it. Each stands behind its question, because what was
 * asked since then is newer.
 */
function withParts(conversation: Conversation, parts: readonly Answer[]): Conversation {
  const { messages } = conversation;
  const known = new Set(messages.map(({ id }) => id));
  const unknown = parts.filter(({ id }) => !known.has(id));
  return {
    ...conversation,
    messages: messages.flatMap((message) => [
      message,
      ...unknown.filter(({ parent }) => parent === message.id),
    ]),
  };
}

/** The first line says what it is a part of, and who writes it; the text follows as it came. */
function readPart(path: string): Answer | undefined {
  const text = readText(path) ?? "";
  const end = text.indexOf("\n");
  const fields = fieldsOf(text.slice(0, Math.max(0, end)));
  const message = fields === undefined ? undefined : toMessage(fields);
  if (fields === undefined || message?.role !== "assistant") {
    return undefined;
  }
  const isPending = isRunning(fields["pid"]);
  return { ...message, content: text.slice(end + 1), end: isPending ? "pending" : "aborted" };
}

function isRunning(pid: unknown): boolean {
  if (typeof pid !== "number" || !Number.isSafeInteger(pid) || pid <= 0) {
    return false;
  }
  try {
    return process.kill(pid, 0);
  } catch {
    return false; // Another user's process has taken the number.
  }
}
