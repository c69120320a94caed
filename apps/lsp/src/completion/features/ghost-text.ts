import {
  InlineCompletionTriggerKind,
  LSPErrorCodes,
  ResponseError,
  type SelectedCompletionInfo,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";

import type { Place } from "../../protocol/cursor.ts";
import { placeAt } from "../../protocol/place-at.ts";
import type { PositionEncoding } from "../../protocol/position-encoding.ts";
import { decodePosition, decodeRange } from "../../protocol/positions.ts";
import type { ServerContext } from "../../server-context.ts";
import type { CompletionService } from "../engine/completion-service.ts";
import { scopeOf } from "../postprocess/scope.ts";
import { ghostTextOf } from "./ghost-text-item.ts";

/** Nothing stands still while ghost text is waited for. In milliseconds. */
const BUDGET_MS = 5_000;

/** `textDocument/inlineCompletion`: what the models would write, as ghost text. */
export function registerInlineCompletion(
  { connection, documents, client, config }: ServerContext,
  completions: CompletionService,
): void {
  connection.languages.inlineCompletion.on(
    async ({ textDocument: { uri }, position, context }, token) => {
      const { encoding } = client();
      const document = documents.get(uri);
      const isByHand = context.triggerKind === InlineCompletionTriggerKind.Invoked;
      const isWanted = isByHand || config().triggers.trigger_characters.length > 0;
      if (document === undefined || !isWanted) {
        return { items: [] };
      }
      const { selectedCompletionInfo: selected } = context;
      const cursor = placeAt(document, decodePosition(document, position, encoding));
      const place = selected ? placeBehind(document, cursor, selected, encoding) : cursor;
      const { end, suggestions } = await completions.fulfil({
        place,
        scope: scopeOf(place),
        kind: "ghost-text",
        isByHand,
        isIdle: selected !== undefined,
        budgetMs: BUDGET_MS,
        token,
        endsOnTyping: false,
      });
      if (end === "cancelled") {
        return new ResponseError(LSPErrorCodes.RequestCancelled, "The client took it back");
      }
      return {
        items: suggestions.map((suggestion) =>
          selected
            ? { insertText: selected.text + suggestion.text, range: selected.range }
            : ghostTextOf(place, suggestion, encoding),
        ),
      };
    },
  );
}

/** The cursor as it would be if the selected item of the open menu were taken. */
function placeBehind(
  document: TextDocument,
  place: Place,
  { range, text: chosen }: SelectedCompletionInfo,
  encoding: PositionEncoding,
): Place {
  const { start, end } = decodeRange(document, range, encoding);
  const from = document.offsetAt(start);
  const text = place.text.slice(0, from) + chosen + place.text.slice(document.offsetAt(end));
  return { ...place, text, offset: from + chosen.length };
}
