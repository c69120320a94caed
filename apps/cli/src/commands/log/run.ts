import { UserError } from "@hexai/process";

import {
  conversationNamed,
  conversationOfTerminal,
  requireReadable,
} from "../../conversation/choose-conversation.ts";
import type { Conversation } from "../../conversation/message.ts";
import { conversationsDir } from "../../conversation/store/conversations-dir.ts";
import {
  type ConversationStore,
  readStore,
} from "../../conversation/store/io/conversation-store.ts";
import { terminalId } from "../../conversation/store/io/terminal-id.ts";
import type { StoredFile } from "../../conversation/store/to-evict.ts";
import type { CommandContext } from "../command.ts";
import type { LogRequest } from "./command.ts";
import { type LogEntry, listJson, listTable } from "./list.ts";
import { searchConversation } from "./search.ts";

type LogContext = Pick<CommandContext, "env" | "now" | "terminal">;

/**
 * `hexai log` from the command line on.
 *
 * @returns False when nothing was found.
 * @throws {UserError} When there is no such conversation, or another user could have written it.
 */
export async function runLog(request: LogRequest, context: LogContext): Promise<boolean> {
  const dir = conversationsDir(context.env);
  const store = readStore(dir);
  requireReadable(store);
  switch (request.type) {
    case "list": {
      return writeList(store, request, context);
    }
    case "show": {
      const { showConversation } = await import("./show.ts");
      const conversation = chooseShown(store, request.conversation, context);
      await showConversation(conversation, request.json, context.terminal);
      return true;
    }
    case "search": {
      return writeFound(store, request, context);
    }
    case "remove":
    default: {
      const ids = chooseRemoved(store, request.chosen, context.now());
      if (dir !== undefined && ids.length > 0) {
        await remove(dir, ids);
      }
      const count = `${ids.length} ${ids.length === 1 ? "conversation" : "conversations"}`;
      context.terminal.out.write(
        request.json ? `${JSON.stringify({ schema: 1, removed: ids })}\n` : `Removed ${count}.\n`,
      );
      return true;
    }
  }
}

function writeList(
  store: ConversationStore,
  { count, json }: Extract<LogRequest, { type: "list" }>,
  { terminal, now }: LogContext,
): boolean {
  const entries = entriesOf(store, store.files(), count);
  if (entries.length === 0 && !json) {
    terminal.err.write("hexai: no conversation is kept yet\n");
  }
  writeEntries(entries, json, { terminal, now });
  return true;
}

function writeFound(
  store: ConversationStore,
  { words, json }: Extract<LogRequest, { type: "search" }>,
  { terminal, now }: LogContext,
): boolean {
  const found = entriesOf(store, store.files(), Infinity).flatMap((entry): readonly LogEntry[] => {
    const match = searchConversation(entry.conversation, words);
    return match === undefined ? [] : [{ ...entry, match }];
  });
  if (found.length === 0 && !json) {
    terminal.err.write("hexai: no conversation has these words\n");
  }
  writeEntries(found, json, { terminal, now });
  return found.length > 0;
}

function writeEntries(
  entries: readonly LogEntry[],
  json: boolean,
  { terminal: { out }, now }: Pick<LogContext, "now" | "terminal">,
): void {
  out.write(
    json ? listJson(entries) : listTable(entries, now(), out.isTerminal ? out.columns() : Infinity),
  );
}

/** Files are read until there are enough conversations: what is no conversation does not count. */
function entriesOf(
  store: ConversationStore,
  files: readonly StoredFile[],
  count: number,
): readonly LogEntry[] {
  const entries: LogEntry[] = [];
  for (const { id, usedAt } of files) {
    if (entries.length >= count) {
      break;
    }
    const conversation = store.read(id);
    if (conversation !== undefined) {
      entries.push({ conversation, usedAt });
    }
  }
  return entries;
}

function chooseShown(
  store: ConversationStore,
  wanted: string | undefined,
  { now }: LogContext,
): Conversation {
  if (wanted !== undefined) {
    return conversationNamed(store, wanted, now());
  }
  const terminal = terminalId();
  const own = terminal === undefined ? undefined : conversationOf(store, terminal, now());
  const [last] = own === undefined ? entriesOf(store, store.files(), 1) : [];
  const shown = own ?? last?.conversation;
  if (shown === undefined) {
    throw new UserError(1, "no conversation is kept yet");
  }
  return shown;
}

function conversationOf(
  store: ConversationStore,
  terminal: string,
  now: number,
): Conversation | undefined {
  try {
    return conversationOfTerminal(store, terminal, now);
  } catch (error) {
    if (error instanceof UserError) {
      return undefined;
    }
    throw error;
  }
}

/** @throws {UserError} When one of several is not there: then none is removed. */
function chooseRemoved(
  store: ConversationStore,
  chosen: Extract<LogRequest, { type: "remove" }>["chosen"],
  now: number,
): readonly string[] {
  if (chosen === "all") {
    return store.ids;
  }
  if ("olderThanMs" in chosen) {
    return store
      .files()
      .filter(({ usedAt }) => now - usedAt >= chosen.olderThanMs)
      .map(({ id }) => id);
  }
  const ids = chosen.conversations.map((wanted) =>
    store.ids.includes(wanted) ? wanted : conversationNamed(store, wanted, now).id,
  );
  return [...new Set(ids)];
}

async function remove(dir: string, ids: readonly string[]): Promise<void> {
  const { removeConversations } =
    await import("../../conversation/store/io/remove-conversations.ts");
  try {
    removeConversations(dir, ids);
  } catch (error) {
    if (error instanceof Error && "code" in error) {
      throw new UserError(1, `${dir} cannot be changed (${String(error.code)}); make it writable`, {
        cause: error,
      });
    }
    throw error;
  }
}
