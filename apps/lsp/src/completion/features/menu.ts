import {
  type CompletionList,
  type CompletionOptions,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageserver";

import type { CompletionProfile } from "../../protocol/completion-profile.ts";
import { type Cursor, cursorAt, lineBefore } from "../../protocol/cursor.ts";
import { decodePosition, type PositionEncoding } from "../../protocol/positions.ts";
import type { ServerContext } from "../../server-context.ts";
import type { CompletionOutcome } from "../completion-service.ts";
import { scopeOf } from "../postprocess/stop-point.ts";
import { menuItem } from "./menu-item.ts";
import { classifyTrigger, type Trigger } from "./trigger.ts";
import { isWordCharacter, wordBefore } from "./word-before.ts";

/** @param characters - `trigger_characters`. */
export function completionOptions(characters: readonly string[]): CompletionOptions {
  // There is no resolve provider, because Helix blocks while it waits for one. nvim-cmp hides what other sources know of a word
  // as soon as an item comes from a trigger character, so the characters of words are none.
  const triggerCharacters = characters.filter((character) => !isWordCharacter(character));
  return { triggerCharacters, completionItem: { labelDetailsSupport: true } };
}

interface LastRequest {
  /** As `wordPlace` says. */
  readonly place: string;
  readonly trigger: Trigger;
  readonly cursor: Cursor;
  /** Its list was empty and incomplete, so the client may ask again. */
  readonly isOpen: boolean;
}

/**
 * The longest wait that nobody notices, in milliseconds. A request that the items of other servers or the next request of the word
 * wait for is held no longer; the model goes on being asked, and the next request in the same word brings its completion.
 */
const UNNOTICED_MS = 40;

/** `textDocument/completion`: the completions of the models, as items of a menu. */
export function registerCompletion({
  connection,
  documents,
  client,
  config,
  completions,
}: ServerContext): void {
  let last: LastRequest | undefined;
  connection.onCompletion(async ({ textDocument: { uri }, position, context }, token) => {
    const { completion: profile, encoding } = client();
    const document = documents.get(uri);
    if (document === undefined) {
      return NOTHING;
    }
    const cursor = cursorAt(document, decodePosition(document, position, encoding));
    const place = wordPlace(cursor);
    const isSameWord = last?.place === place;
    const isRepeated = last?.isOpen === true && isSameText(last.cursor, cursor);
    const { trigger_characters: characters } = config().triggers;
    const trigger = classifyTrigger(context, {
      profile,
      characters,
      msSinceChange: completions.msSinceChange(uri),
      isRefreshUnwanted: isSameWord && last?.trigger === "unwanted",
    });
    const request = { place, trigger, cursor, isOpen: false };
    last = request;
    if (trigger === "unwanted" || isTooShort(cursor, trigger, config().completion)) {
      // A request by hand in the same word may be wanted, and blink.cmp would not make it after a complete list.
      return { isIncomplete: profile.asksAgainWhenEmpty && !profile.hasGhostText, items: [] };
    }
    const isManual = trigger === "manual";
    const isRefresh = trigger === "refresh";
    const isWaitedFor = (profile.othersWait || profile.asksAfterAnswer) && !isManual && !isSameWord;
    const delayMs = profile.budgetExcludesDebounce ? completions.delayMs(uri, isManual) : 0;
    const budgetMs = isRepeated
      ? profile.repeatBudgetMs
      : isRefresh
        ? profile.refreshBudgetMs
        : profile.budgetMs;
    const outcome = await completions.complete({
      cursor,
      scope: profile.lines === "single" ? "line" : scopeOf(cursor),
      kind: "menu",
      isManual,
      isRepeated,
      budgetMs: isWaitedFor ? UNNOTICED_MS : budgetMs + delayMs,
      token,
      endsOnTyping: profile.endsOnTyping,
    });
    if (outcome.end === "cancelled") {
      return new ResponseError(LSPErrorCodes.RequestCancelled, "the client cancelled the request");
    }
    const list = completionList(cursor, outcome, profile, encoding, isRefresh);
    if (last === request) {
      last = { ...request, isOpen: list.isIncomplete && list.items.length === 0 };
    }
    return list;
  });
}

const NOTHING: CompletionList = { isIncomplete: false, items: [] };

/** Names the place of the word before the cursor. It stays the same while the word is typed. */
function wordPlace(cursor: Cursor): string {
  const { length } = wordBefore(cursor);
  const line = lineBefore(cursor);
  return [cursor.uri, cursor.offset - length, line.slice(0, line.length - length)].join("\n");
}

function isSameText(one: Cursor, other: Cursor): boolean {
  return one.uri === other.uri && one.offset === other.offset && one.text === other.text;
}

function isTooShort(
  cursor: Cursor,
  trigger: Trigger,
  { manual_invoke_min_prefix: least }: { readonly manual_invoke_min_prefix: number },
): boolean {
  return trigger === "manual" && Array.from(wordBefore(cursor)).length < least;
}

function completionList(
  cursor: Cursor,
  outcome: CompletionOutcome,
  profile: CompletionProfile,
  encoding: PositionEncoding,
  isRefresh: boolean,
): CompletionList {
  const { end, suggestions, models } = outcome;
  const items = suggestions.flatMap((suggestion, index) => {
    const item = menuItem(cursor, suggestion, profile, encoding, { index, models });
    return item === undefined ? [] : [item];
  });
  // An open menu asks again whatever was in it: there an incomplete list does no harm in any client.
  const asksAgain = profile.asksAgainWhenEmpty || isRefresh;
  const isIncomplete =
    items.length === 0
      ? asksAgain && mayBringItems(outcome)
      : profile.refreshesItems || (asksAgain && end === "late");
  return { isIncomplete, items };
}

/** Whether anything that is typed from here on could bring an item. Where it cannot, an empty list is complete. */
function mayBringItems({ end, models }: CompletionOutcome): boolean {
  const isOver = end === "closed" || end === "stopping";
  return !isOver && (end !== "answered" || models > 0);
}
