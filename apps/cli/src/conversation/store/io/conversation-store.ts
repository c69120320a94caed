import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
} from "node:fs";
import process from "node:process";

import { isOwnCache, UserError } from "@hexai/process";

import { fieldsOf, parseConversation, parseName, toMessage } from "../../message-lines.ts";
import type { Answer, Conversation } from "../../message.ts";
import { FILE_END, idOfFile, idOfPart } from "../conversation-id.ts";
import type { StoredFile } from "../to-evict.ts";

/** The conversations of all processes of this user, as they are now. */
export interface ConversationStore {
  /** `unsafe`: another user could have written there, so nothing in it is read. */
  readonly state: "missing" | "own" | "unsafe";
  readonly ids: ReadonlySet<string>;
  /** The last used one first. @param count - So many at most; all of them by default. */
  files(count?: number): readonly StoredFile[];
  /** Undefined when it is not there, or cannot be read. */
  read(id: string): Conversation | undefined;
  /** Reads no more than the name, which is at the beginning of the file. */
  nameOf(id: string): string | undefined;
}

/** @throws {UserError} When another user could have written there. */
export function requireReadable({ state }: ConversationStore): void {
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
  if (dir === undefined || isMissing(dir)) {
    return {
      state: "missing",
      ids: new Set(),
      files: () => [],
      read: () => undefined,
      nameOf: () => undefined,
    };
  }
  const isSafe = isOwnCache(dir);
  const { ids, parts: allParts } = sortNames(isSafe ? namesIn(dir) : []);
  const path = (id: string): string => `${dir}/${id}${FILE_END}`; // A thousand calls of `join` would take longer than the system does.
  return {
    state: isSafe ? "own" : "unsafe",
    ids,
    files(count = Infinity) {
      const files: StoredFile[] = [];
      for (const id of ids) {
        const stats = statSync(path(id), { throwIfNoEntry: false });
        if (stats?.isFile() === true) {
          files.push({ id, usedAt: stats.mtimeMs, bytes: stats.size });
        }
      }
      return lastUsed(files, count);
    },
    read(id) {
      const text = ids.has(id) ? readText(path(id)) : undefined;
      const conversation = text === undefined ? undefined : parseConversation(id, text);
      if (conversation === undefined) {
        return undefined;
      }
      const parts = allParts.filter((part) => part.id === id);
      return parts.length === 0
        ? conversation
        : withParts(
            conversation,
            parts.flatMap(({ name }) => readPart(`${dir}/${name}`) ?? []),
          );
    },
    nameOf: (id) => parseName(readText(path(id), NAME_BYTES) ?? ""),
  };
}

/** Takes the names apart: of conversations, and of parts of answers. */
function sortNames(names: readonly string[]) {
  const ids = new Set<string>();
  const parts: { readonly id: string; readonly name: string }[] = [];
  for (const name of names) {
    const id = idOfFile(name);
    const ofPart = id === undefined ? idOfPart(name) : undefined;
    if (id !== undefined) {
      ids.add(id);
    } else if (ofPart !== undefined) {
      parts.push({ id: ofPart, name });
    }
  }
  return { ids, parts };
}

/** Sorts no more than it has to: numbers are sorted by the engine itself, in a tenth of the time. */
function lastUsed(files: readonly StoredFile[], count: number): readonly StoredFile[] {
  const times = Float64Array.from(files, ({ usedAt }) => usedAt).toSorted();
  const oldest = times.at(-Math.min(count, times.length)) ?? 0;
  return files
    .filter(({ usedAt }) => usedAt >= oldest)
    .toSorted((one, other) => other.usedAt - one.usedAt)
    .slice(0, count);
}

function isMissing(dir: string): boolean {
  try {
    return lstatSync(dir, { throwIfNoEntry: false }) === undefined;
  } catch (error) {
    throwUnlessSystemError(error);
    return true;
  }
}

function namesIn(dir: string): readonly string[] {
  try {
    return readdirSync(dir);
  } catch (error) {
    throwUnlessSystemError(error);
    return [];
  }
}

/** The text of a file, or no more than its beginning; undefined where there is none that can be read, or a larger one. */
function readText(path: string, length?: number): string | undefined {
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    try {
      const found = fstatSync(file);
      if (!found.isFile() || found.size > MAX_BYTES) {
        return undefined;
      }
      const bytes = Buffer.allocUnsafe(Math.min(found.size, length ?? found.size));
      return bytes.toString("utf8", 0, readSync(file, bytes));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throwUnlessSystemError(error);
    return undefined;
  }
}

/** Parts of answers whose process could not write the whole one, or is still at it. */
function withParts(conversation: Conversation, parts: readonly Answer[]): Conversation {
  const { messages } = conversation;
  const known = new Set(messages.map(({ id }) => id));
  return { ...conversation, messages: [...messages, ...parts.filter(({ id }) => !known.has(id))] };
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

function throwUnlessSystemError(error: unknown): void {
  if (!(error instanceof Error && "syscall" in error)) {
    throw error;
  }
}
