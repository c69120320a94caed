import { closestNames } from "@hexai/config";
import { UserError } from "@hexai/process";
import { quoteText, sanitizeName, truncateToWidth } from "@hexai/terminal/text";

import type { Conversation } from "./message.ts";
import { type ConversationStore, requireReadable } from "./store/io/conversation-store.ts";
import { formatAgo, titleOf } from "./title.ts";

/** How many conversations a refusal offers instead. */
const OFFERED = 3;

/**
 * The conversation of this terminal: the one that was last used here. It never is that of another terminal, because a question would
 * end up in a conversation that has nothing to do with it.
 *
 * @throws {UserError} When there is none; it offers the last ones.
 */
export function conversationOfTerminal(
  store: ConversationStore,
  terminal: string | undefined,
  now: number,
  whyNone = "",
): Conversation {
  requireReadable(store);
  const found = terminal === undefined ? undefined : lastUsedIn(store, terminal);
  if (found === undefined) {
    const why =
      terminal === undefined
        ? "without a terminal there is no conversation to go on with"
        : "this terminal has no conversation to go on with";
    throw new UserError(2, `${why}${offer(store, now, whyNone)}`);
  }
  return found;
}

/** The conversation with this name or id, or of which this is the beginning of the id. @throws {UserError} When there is none. */
export function conversationNamed(
  store: ConversationStore,
  wanted: string,
  now: number,
  whyNone = "",
): Conversation {
  requireReadable(store);
  const names = namesIn(store);
  const exact = store.ids.has(wanted) ? wanted : names.get(wanted.normalize());
  const begun = exact === undefined ? idsThatBeginWith(wanted, store) : [];
  const id = exact ?? (begun.length === 1 ? begun[0] : undefined);
  const found = id === undefined ? undefined : store.read(id);
  if (found !== undefined) {
    return found;
  }
  const quoted = quoteText(truncateToWidth(wanted, SHOWN_WIDTH));
  if (begun.length > 1) {
    const lines = linesOf(store, new Set(begun), now);
    const more = begun.length > lines.length ? `\n  … and ${begun.length - lines.length} more` : "";
    const what = `the ids of ${begun.length} conversations begin with ${quoted}; name one with more of its id`;
    throw new UserError(2, `${what}:\n${lines.join("\n")}${more}`);
  }
  const nearest = closestNames(wanted, [...names.keys()], OFFERED);
  const offered =
    nearest.length === 0
      ? offer(store, now, whyNone)
      : `; the nearest ${nearest.length === 1 ? "name is" : "names are"} ${nearest.map((name) => quoteText(name)).join(", ")}`;
  throw new UserError(2, `there is no conversation ${quoted}${offered}`);
}

/** The date. */
const SHORTEST_BEGINNING = 8;

/** In cells of a terminal: of what somebody has pasted by mistake, the beginning is enough. */
const SHOWN_WIDTH = 100;

function idsThatBeginWith(beginning: string, store: ConversationStore): readonly string[] {
  return beginning.length < SHORTEST_BEGINNING
    ? []
    : [...store.ids].filter((id) => id.startsWith(beginning));
}

/** In JavaScript's code units, so that it fits into what is read to find it. */
const MAX_NAME_LENGTH = 100;

/** @throws {UserError} For a name that cannot be given to a new conversation. */
export function requireNewName(store: ConversationStore, name: string): void {
  requireReadable(store);
  if (name === "" || name.length > MAX_NAME_LENGTH || sanitizeName(name).trim() !== name) {
    throw new UserError(
      2,
      `--name needs a name of at most ${MAX_NAME_LENGTH} characters that all can be seen, on one line, without a space at its ends`,
    );
  }
  if (/^\d{8}-/u.test(name)) {
    throw new UserError(2, "a name must not begin as an id does; begin it with a letter");
  }
  if (namesIn(store).has(name.normalize())) {
    const quoted = quoteText(name);
    throw new UserError(
      2,
      `there is a conversation ${quoted} already; go on with it: -C, or choose another name`,
    );
  }
}

/** The clock of a file system is behind that of a process by so much at most. */
const CLOCK_TICK_MS = 100;

/** Reads the conversations that were used lately, until no other one can have been used in this terminal later. */
function lastUsedIn(store: ConversationStore, terminal: string): Conversation | undefined {
  let found: { readonly conversation: Conversation; readonly at: number } | undefined;
  for (const { id, usedAt } of store.files()) {
    if (found !== undefined && usedAt + CLOCK_TICK_MS < found.at) {
      break;
    }
    const conversation = store.read(id);
    const last = conversation?.messages.findLast(
      (message) => "terminal" in message && message.terminal === terminal,
    );
    if (conversation !== undefined && last !== undefined && last.at > (found?.at ?? 0)) {
      found = { conversation, at: last.at };
    }
  }
  return found?.conversation;
}

/** Ids by name. Two processes may have given one name at the same time: the newer conversation has it. */
function namesIn(store: ConversationStore): ReadonlyMap<string, string> {
  return new Map(
    [...store.ids].toSorted().flatMap((id) => {
      const name = store.nameOf(id);
      return name === undefined ? [] : [[name.normalize(), id]]; // "é" is one name, however it is composed
    }),
  );
}

function offer(store: ConversationStore, now: number, whyNone: string): string {
  const lines = linesOf(store, store.ids, now);
  return lines.length === 0
    ? `; ${whyNone === "" ? "there is none yet" : `none is kept${whyNone}`}`
    : `; name one with -C (hexai log shows all):\n${lines.join("\n")}`;
}

/** A line for each of those of `ids` that were used last. */
function linesOf(
  store: ConversationStore,
  ids: ReadonlySet<string>,
  now: number,
): readonly string[] {
  return store
    .files()
    .filter(({ id }) => ids.has(id))
    .slice(0, OFFERED)
    .flatMap(({ id, usedAt }) => {
      const conversation = store.read(id);
      const title = conversation === undefined ? "" : titleOf(conversation);
      return conversation === undefined ? [] : [`  ${id}  ${title}, ${formatAgo(usedAt, now)}`];
    });
}

/** The line about a conversation that goes on. */
export function describeContinued(
  conversation: Conversation,
  messages: number,
  now: number,
): string {
  const last = conversation.messages.at(-1)?.at ?? now;
  const count = `${messages} ${messages === 1 ? "message" : "messages"}`;
  return `continues "${titleOf(conversation)}", ${count}, ${formatAgo(last, now)}`;
}
