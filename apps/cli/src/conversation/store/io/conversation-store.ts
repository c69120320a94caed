import { lstatSync, readdirSync, statSync } from "node:fs";
import { closeSync, constants, openSync, readSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

import { isOwnCache, readRegularFile } from "@hexai/process";

import { fieldsOf, parseConversation, parseName, toMessage } from "../../message-lines.ts";
import type { Answer, Conversation } from "../../message.ts";
import { FILE_END, idOfFile, idOfPart } from "../conversation-id.ts";
import type { StoredFile } from "../to-evict.ts";

/** The conversations of all processes of this user, as they are now. */
export interface ConversationStore {
  /** `unsafe`: another user could have written there, so nothing in it is read. */
  readonly state: "missing" | "own" | "unsafe";
  /** The ids, in order of the time at which they began. */
  readonly ids: readonly string[];
  /** The last used one first. */
  files(): readonly StoredFile[];
  /** Undefined when it is not there, or cannot be read. */
  read(id: string): Conversation | undefined;
  /** Reads no more than the name, which is at the beginning of the file. */
  nameOf(id: string): string | undefined;
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
      ids: [],
      files: () => [],
      read: () => undefined,
      nameOf: () => undefined,
    };
  }
  const isSafe = isOwnCache(dir);
  const names = isSafe ? namesIn(dir) : [];
  const ids = names.flatMap((name) => idOfFile(name) ?? []).toSorted();
  const path = (id: string): string => join(dir, id + FILE_END);
  return {
    state: isSafe ? "own" : "unsafe",
    ids,
    files() {
      const files = ids.flatMap((id): readonly StoredFile[] => {
        const stats = statSync(path(id), { throwIfNoEntry: false });
        return stats?.isFile() === true ? [{ id, usedAt: stats.mtimeMs, bytes: stats.size }] : [];
      });
      return files.toSorted((one, other) => other.usedAt - one.usedAt);
    },
    read(id) {
      const text = ids.includes(id) ? readRegularFile(path(id), MAX_BYTES) : undefined;
      const conversation = text === undefined ? undefined : parseConversation(id, text);
      if (conversation === undefined) {
        return undefined;
      }
      const parts = names.filter((name) => idOfPart(name) === id);
      return parts.length === 0
        ? conversation
        : withParts(
            conversation,
            parts.flatMap((name) => readPart(join(dir, name)) ?? []),
          );
    },
    nameOf: (id) => parseName(readBeginning(path(id))),
  };
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

function readBeginning(path: string): string {
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    try {
      const bytes = Buffer.alloc(NAME_BYTES);
      return bytes.toString("utf8", 0, readSync(file, bytes));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throwUnlessSystemError(error);
    return "";
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
  const text = readRegularFile(path, MAX_BYTES) ?? "";
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
