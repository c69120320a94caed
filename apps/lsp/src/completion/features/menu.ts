import {
  type CompletionList,
  type CompletionOptions,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageserver";

import type { CompletionProfile } from "../../protocol/completion-profile.ts";
import { type Cursor, cursorAt } from "../../protocol/cursor.ts";
import { decodePosition, type PositionEncoding } from "../../protocol/positions.ts";
import type { ServerContext } from "../../server-context.ts";
import type { CompletionOutcome } from "../completion-service.ts";
import { scopeOf } from "../postprocess/stop-point.ts";
import { menuItem } from "./menu-item.ts";
import { classifyTrigger, type Trigger } from "./trigger.ts";
import { wordBefore } from "./word-before.ts";

/** @param characters - `trigger_characters`. */
export function completionOptions(characters: readonly string[]): CompletionOptions {
  // There is no resolve provider, because Helix blocks while it waits for one.
  return { triggerCharacters: [...characters], completionItem: { labelDetailsSupport: true } };
}

/** `textDocument/completion`: the completions of the models, as items of a menu. */
export function registerCompletion({
  connection,
  documents,
  client,
  config,
  completions,
}: ServerContext): void {
  connection.onCompletion(async ({ textDocument: { uri }, position, context }, token) => {
    const { completion: profile, encoding } = client();
    const document = documents.get(uri);
    if (document === undefined) {
      return NOTHING;
    }
    const cursor = cursorAt(document, decodePosition(document, position, encoding));
    const { trigger_characters: characters } = config().triggers;
    const msSinceChange = completions.msSinceChange(uri);
    const trigger = classifyTrigger(context, { profile, characters, msSinceChange });
    if (trigger === "unwanted" || isTooShort(cursor, trigger, config().completion)) {
      return NOTHING;
    }
    const isAtOnce = trigger === "refresh" && profile.endsOnTyping;
    const outcome = await completions.complete({
      cursor,
      scope: profile.lines === "single" ? "line" : scopeOf(cursor),
      kind: "menu",
      isManual: trigger === "manual",
      cachedOnly: false,
      budgetMs: isAtOnce ? 0 : profile.budgetMs,
      token,
      endsOnTyping: profile.endsOnTyping,
    });
    return completionList(cursor, outcome, profile, encoding, isAtOnce);
  });
}

const NOTHING: CompletionList = { isIncomplete: false, items: [] };

function isTooShort(
  cursor: Cursor,
  trigger: Trigger,
  { manual_invoke_min_prefix: least }: { readonly manual_invoke_min_prefix: number },
): boolean {
  return trigger === "manual" && Array.from(wordBefore(cursor)).length < least;
}

function completionList(
  cursor: Cursor,
  { end, suggestions, models }: CompletionOutcome,
  profile: CompletionProfile,
  encoding: PositionEncoding,
  isAtOnce: boolean,
): CompletionList | ResponseError {
  if (end === "cancelled") {
    return new ResponseError(LSPErrorCodes.RequestCancelled, "The client cancelled the request");
  }
  const items = suggestions.flatMap((suggestion, index) => {
    const item = menuItem(cursor, suggestion, profile, encoding, { index, models });
    return item === undefined ? [] : [item];
  });
  const isWorthAsking = end === "late" && (isAtOnce || profile.whenLate === "incomplete");
  const isRefreshed = items.length > 0 && profile.refreshesItems;
  return { isIncomplete: isWorthAsking || isRefreshed, items };
}
