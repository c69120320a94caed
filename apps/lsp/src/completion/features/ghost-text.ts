import {
  type InlineCompletionItem,
  InlineCompletionTriggerKind,
  LSPErrorCodes,
  ResponseError,
  type SelectedCompletionInfo,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";

import { type Cursor, cursorAt } from "../../protocol/cursor.ts";
import {
  decodePosition,
  decodeRange,
  type PositionEncoding,
  rangeBefore,
} from "../../protocol/positions.ts";
import type { ServerContext } from "../../server-context.ts";
import type { Suggestion } from "../engine/completion-engine.ts";
import { scopeOf } from "../postprocess/stop-point.ts";
import { wordBefore } from "./word-before.ts";

/** The time budget in milliseconds. It is long because no client blocks while it waits for ghost text. */
const BUDGET_MS = 5_000;

/** `textDocument/inlineCompletion`: the completions of the models, as ghost text. */
export function registerInlineCompletion({
  connection,
  documents,
  client,
  config,
  completions,
}: ServerContext): void {
  connection.languages.inlineCompletion.on(
    async ({ textDocument: { uri }, position, context }, token) => {
      const { encoding, completion } = client();
      const document = documents.get(uri);
      const isManual = context.triggerKind === InlineCompletionTriggerKind.Invoked;
      const isWanted = isManual || config().triggers.trigger_characters.length > 0;
      if (document === undefined || !isWanted) {
        return { items: [] };
      }
      const { selectedCompletionInfo: selected } = context;
      const typedAt = cursorAt(document, decodePosition(document, position, encoding));
      const cursor = selected ? cursorBehind(document, typedAt, selected, encoding) : typedAt;
      const { end, suggestions } = await completions.complete({
        cursor,
        scope: scopeOf(cursor),
        kind: "ghost-text",
        isManual,
        clientDelayMs: completion.ghostTextDelayMs,
        typedAt,
        budgetMs: BUDGET_MS,
        token,
        endsOnTyping: "never",
      });
      if (end === "cancelled") {
        return new ResponseError(
          LSPErrorCodes.RequestCancelled,
          "the client cancelled the request",
        );
      }
      return {
        items: suggestions.map((suggestion) =>
          selected
            ? { insertText: selected.text + suggestion.text, range: selected.range }
            : ghostTextItem(cursor, suggestion, encoding),
        ),
      };
    },
  );
}

/** The cursor as it would be if the user accepted the selected item of the open menu. */
function cursorBehind(
  document: TextDocument,
  cursor: Cursor,
  { range, text: chosen }: SelectedCompletionInfo,
  encoding: PositionEncoding,
): Cursor {
  const { start, end } = decodeRange(document, range, encoding);
  const from = document.offsetAt(start);
  const text = cursor.text.slice(0, from) + chosen + cursor.text.slice(document.offsetAt(end));
  return { ...cursor, text, offset: from + chosen.length };
}

/** A suggestion as ghost text. It replaces the word before the cursor, which its text begins with. */
export function ghostTextItem(
  cursor: Cursor,
  { text }: Suggestion,
  encoding: PositionEncoding,
): InlineCompletionItem {
  const word = wordBefore(cursor);
  return { insertText: word + text, range: rangeBefore(cursor, word.length, encoding) };
}
