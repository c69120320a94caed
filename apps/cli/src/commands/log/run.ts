import { UserError } from "@hexai/process";

import { conversationsDir } from "../../conversation/store/conversations-dir.ts";
import {
  type ConversationStore,
  readStore,
  requireReadable,
} from "../../conversation/store/io/conversation-store.ts";
import type { StoredFile } from "../../conversation/store/to-evict.ts";
import type { CommandContext } from "../command.ts";
import type { LogRequest } from "./command.ts";
import { keptCost, type LogEntry, listJson, listTable } from "./list.ts";
import { searchConversation } from "./search.ts";

type LogContext = Pick<CommandContext, "cwd" | "env" | "now" | "terminal">;

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
      return await writeList(store, request, context);
    }
    case "show": {
      const { showConversation } = await import("./show.ts");
      const { chooseShown } = await import("./choose.ts");
      const conversation = chooseShown(store, request.conversation, context.now());
      await showConversation(conversation, request.json, context.terminal);
      return true;
    }
    case "search": {
      return await writeFound(store, request, context);
    }
    case "remove":
    default: {
      const { chooseRemoved } = await import("./choose.ts");
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

async function writeList(
  store: ConversationStore,
  { count, json }: Extract<LogRequest, { type: "list" }>,
  context: LogContext,
): Promise<boolean> {
  const { terminal, now } = context;
  const entries = lastEntries(store, count);
  if (entries.length === 0 && !json) {
    const { whyNoneIsListed } = await import("./why-none.ts");
    terminal.err.write(`hexai: no conversation is kept${await whyNoneIsListed(context)}\n`);
  }
  await writeEntries(store, entries, json, { terminal, now });
  return true;
}

async function writeFound(
  store: ConversationStore,
  { words, json }: Extract<LogRequest, { type: "search" }>,
  { terminal, now }: LogContext,
): Promise<boolean> {
  const found = entriesOf(store, store.files(), Infinity).flatMap((entry): readonly LogEntry[] => {
    const match = searchConversation(entry.conversation, words);
    return match === undefined ? [] : [{ ...entry, match }];
  });
  if (found.length === 0 && !json) {
    terminal.err.write("hexai: no conversation has these words\n");
  }
  await writeEntries(store, found, json, { terminal, now });
  return found.length > 0;
}

async function writeEntries(
  store: ConversationStore,
  unpriced: readonly LogEntry[],
  json: boolean,
  { terminal: { out }, now }: Pick<LogContext, "now" | "terminal">,
): Promise<void> {
  const entries = await withCosts(unpriced);
  if (json) {
    out.write(listJson(entries));
    return;
  }
  const columns = out.isTerminal ? out.columns() : Infinity;
  const isUnique = (beginning: string): boolean =>
    [...store.ids].filter((id) => id.startsWith(beginning)).length === 1;
  out.write(listTable(entries, { now: now(), columns, isUnique }));
}

async function withCosts(entries: readonly LogEntry[]): Promise<readonly LogEntry[]> {
  const known = entries.map((entry) => ({ ...entry, cost: keptCost(entry.conversation) }));
  if (known.every(({ cost }) => cost !== undefined)) {
    return known;
  }
  const { priceEntries } = await import("./price-entries.ts");
  return priceEntries(known);
}

/** Most of the files are not looked into, and are not even sorted, unless one of the last ones is no conversation. */
function lastEntries(store: ConversationStore, count: number): readonly LogEntry[] {
  const files = store.files(count);
  const entries = entriesOf(store, files, count);
  return entries.length === files.length ? entries : entriesOf(store, store.files(), count);
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
