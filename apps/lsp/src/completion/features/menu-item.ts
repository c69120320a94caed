import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from "vscode-languageserver";

import type { CompletionProfile } from "../../protocol/completion-profile.ts";
import { type Cursor, lineAfter, lineBefore } from "../../protocol/cursor.ts";
import { type PositionEncoding, rangeBefore } from "../../protocol/positions.ts";
import type { Suggestion } from "../engine/completion-engine.ts";
import { wordBefore } from "./word-before.ts";

/** The length of a label at most, in characters. */
const MAX_LABEL = 60;

/** The number of an item in its menu. */
export interface ItemNumber {
  readonly index: number;
  /** How many models were asked. With several, the label names the item's model. */
  readonly models: number;
}

/**
 * Turns a suggestion into an item that replaces the word before the cursor and nothing else. Its `filterText` keeps it in the menu
 * while the user types its beginning. Undefined when the client can insert nothing of it.
 */
export function menuItem(
  cursor: Cursor,
  { target, text }: Suggestion,
  profile: CompletionProfile,
  encoding: PositionEncoding,
  { index, models }: ItemNumber,
): CompletionItem | undefined {
  const word = wordBefore(cursor);
  const shown = word + text;
  const { newText, isSnippet } = insertionOf(cursor, shown, profile);
  if (newText.trim() === "" || newText === word) {
    return undefined;
  }
  const [firstLine = ""] = shown.split(/\r?\n/u);
  const label = labelOf(word, text);
  const namesModel = models > 1 && !profile.showsOrigin;
  return {
    label: namesModel ? `${label} · ${target}` : label,
    ...(profile.showsOrigin ? { labelDetails: { description: target } } : {}),
    kind: CompletionItemKind.Text,
    ...(profile.showsOrigin && profile.showsDetail ? {} : { detail: target }),
    documentation: documentationOf(cursor, shown, profile),
    filterText: firstLine === "" ? label : firstLine,
    sortText: String(index).padStart(4, "0"),
    textEdit: { range: rangeBefore(cursor, word.length, encoding), newText },
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    ...(profile.keepsIndentation && !isSnippet ? { insertTextMode: InsertTextMode.asIs } : {}),
  };
}

interface Insertion {
  readonly newText: string;
  readonly isSnippet: boolean;
}

function insertionOf(
  cursor: Cursor,
  text: string,
  { lines, cutsPlainText, expandsTabs }: CompletionProfile,
): Insertion {
  const [first = "", ...others] = text.split(/\r?\n/u);
  const isPlain = others.length === 0 && !(cutsPlainText && /\s/u.test(first));
  if (isPlain || lines === "plain") {
    return { newText: text, isSnippet: false };
  }
  if (lines === "single") {
    return { newText: first, isSnippet: false };
  }
  const losesTabs = expandsTabs && EXPANDED_LANGUAGES.has(cursor.languageId);
  return { newText: snippetOf(first, others, lineIndent(cursor), losesTabs), isSnippet: true };
}

/** Languages for which Neovim turns tabs into spaces unless its user says otherwise, as of 0.11.4. */
const EXPANDED_LANGUAGES: ReadonlySet<string> = new Set([
  "elixir",
  "julia",
  "python",
  "ruby",
  "rust",
  "scala",
  "swift",
  "yaml",
  "zig",
]);

/** The indentation that a client adds to each line of a snippet but the first. */
function lineIndent(cursor: Cursor): string {
  return /^\s*/u.exec(lineBefore(cursor) + lineAfter(cursor))?.[0] ?? "";
}

/**
 * A snippet cannot hold lines with less than the indentation that the client adds, nor with tabs of their own where the client
 * would make spaces of them, so it ends before the first of them.
 */
function snippetOf(
  first: string,
  others: readonly string[],
  indent: string,
  losesTabs: boolean,
): string {
  const end = others.findIndex(
    (line) =>
      line.trim() !== "" &&
      (!line.startsWith(indent) || (losesTabs && line.startsWith("\t", indent.length))),
  );
  const indented = end === -1 ? others : others.slice(0, end);
  const lines = indented.map((line) => (line.trim() === "" ? "" : line.slice(indent.length)));
  return [first, ...lines]
    .join("\n")
    .replace(/\n+$/u, "")
    .replaceAll(/[\\$}]/gu, String.raw`\$&`);
}

/** The word and the first readable line of the rest. */
function labelOf(word: string, text: string): string {
  const [first = "", ...others] = text.split(/\r?\n/u);
  const next = others.find((line) => line.trim() !== "")?.trim() ?? "";
  const line = first.trim() === "" ? `${word === "" ? "" : `${word} `}${next}` : word + first;
  const characters = Array.from(line.trim().replaceAll("\t", " "));
  return characters.length > MAX_LABEL
    ? `${characters.slice(0, MAX_LABEL - 1).join("")}…`
    : characters.join("");
}

function documentationOf(
  { languageId }: Cursor,
  text: string,
  { readsMarkdown }: CompletionProfile,
): CompletionItem["documentation"] & {} {
  if (!readsMarkdown) {
    return text;
  }
  const longest = (text.match(/`+/gu) ?? []).reduce(
    (most, { length }) => Math.max(most, length),
    2,
  );
  const fence = "`".repeat(longest + 1);
  return { kind: MarkupKind.Markdown, value: `${fence}${languageId}\n${text}\n${fence}` };
}
