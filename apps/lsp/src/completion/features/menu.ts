import {
  type CompletionList,
  type CompletionOptions,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageserver";

import type { CompletionProfile } from "../../protocol/completion-profile.ts";
import type { Place } from "../../protocol/cursor.ts";
import { placeAt } from "../../protocol/place-at.ts";
import type { PositionEncoding } from "../../protocol/position-encoding.ts";
import { decodePosition } from "../../protocol/positions.ts";
import type { ServerContext } from "../../server-context.ts";
import type { CompletionService, Fulfilment } from "../engine/completion-service.ts";
import { scopeOf } from "../postprocess/scope.ts";
import { menuItemOf } from "./menu-item.ts";
import { type Trigger, triggerOf } from "./trigger.ts";
import { wordBefore } from "./word-before.ts";

/** @param characters - `trigger_characters`. */
export function completionOptions(characters: readonly string[]): CompletionOptions {
  // No resolve: Helix would stand still while it waits for it.
  return { triggerCharacters: [...characters], completionItem: { labelDetailsSupport: true } };
}

/** `textDocument/completion`: what the models would write, as items of a menu. */
export function registerCompletion(
  { connection, documents, client, config }: ServerContext,
  completions: CompletionService,
): void {
  connection.onCompletion(async ({ textDocument: { uri }, position, context }, token) => {
    const { completion: profile, encoding } = client();
    const document = documents.get(uri);
    if (document === undefined) {
      return NOTHING;
    }
    const place = placeAt(document, decodePosition(document, position, encoding));
    const { trigger_characters: characters } = config().triggers;
    const sinceChangeMs = completions.engine.sinceChange(uri);
    const trigger = triggerOf(context, { profile, characters, sinceChangeMs });
    if (trigger === "unwanted" || isTooShort(place, trigger, config().completion)) {
      return NOTHING;
    }
    const isAtOnce = trigger === "refresh" && profile.endsOnTyping;
    const fulfilment = await completions.fulfil({
      place,
      scope: profile.lines === "single" ? "line" : scopeOf(place),
      kind: "menu",
      isByHand: trigger === "by-hand",
      isIdle: false,
      budgetMs: isAtOnce ? 0 : profile.budgetMs,
      token,
      endsOnTyping: profile.endsOnTyping,
    });
    return listOf(place, fulfilment, profile, encoding, isAtOnce);
  });
}

const NOTHING: CompletionList = { isIncomplete: false, items: [] };

function isTooShort(
  place: Place,
  trigger: Trigger,
  { manual_invoke_min_prefix: least }: { readonly manual_invoke_min_prefix: number },
): boolean {
  return trigger === "by-hand" && Array.from(wordBefore(place)).length < least;
}

function listOf(
  place: Place,
  { end, suggestions, models }: Fulfilment,
  profile: CompletionProfile,
  encoding: PositionEncoding,
  isAtOnce: boolean,
): CompletionList | ResponseError {
  if (end === "cancelled") {
    return new ResponseError(LSPErrorCodes.RequestCancelled, "The client took the request back");
  }
  const items = suggestions.flatMap((suggestion, index) => {
    const item = menuItemOf(place, suggestion, profile, encoding, { index, models });
    return item === undefined ? [] : [item];
  });
  const isWorthAsking = end === "late" && (isAtOnce || profile.whenLate === "incomplete");
  const isRefreshed = items.length > 0 && profile.refreshesItems;
  return { isIncomplete: isWorthAsking || isRefreshed, items };
}
