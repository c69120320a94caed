import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from "vscode-languageserver";

import type { CompletionProfile } from "../../protocol/completion-profile.ts";
import { lineAfter, lineBefore, type Place } from "../../protocol/cursor.ts";
import type { PositionEncoding } from "../../protocol/position-encoding.ts";
import type { Suggestion } from "../engine/completion-engine.ts";
import { rangeBefore } from "./range-before.ts";
import { wordBefore } from "./word-before.ts";

/** Longest label, in characters. */
const MOST_OF_A_LABEL = 60;

/** Which of several an item is. */
export interface ItemNumber {
  readonly index: number;
  /** How many models complete. Of several, the label says whose item it is. */
  readonly models: number;
}

/**
 * A suggestion as an item of a menu, which replaces the word before the cursor and nothing else. It survives the filters of
 * clients while the user types its beginning. Undefined when the client can take nothing of it.
 */
export function menuItemOf(
  place: Place,
  { target, text }: Suggestion,
  profile: CompletionProfile,
  encoding: PositionEncoding,
  { index, models }: ItemNumber,
): CompletionItem | undefined {
  const word = wordBefore(place);
  const { newText, isSnippet } = insertionOf(place, word + text, profile);
  const shown = word + text;
  if (newText.trim() === "" || newText === word) {
    return undefined;
  }
  const [firstLine = ""] = shown.split(/\r?\n/u);
  const label = labelOf(word, shown.slice(word.length));
  const isMarked = models > 1 && !profile.showsOrigin;
  return {
    label: isMarked ? `${label} · ${target}` : label,
    ...(profile.showsOrigin ? { labelDetails: { description: target } } : {}),
    kind: CompletionItemKind.Text,
    detail: target,
    documentation: documentationOf(place, shown, profile),
    filterText: firstLine === "" ? label : firstLine,
    sortText: String(index).padStart(4, "0"),
    textEdit: { range: rangeBefore(place, word.length, encoding), newText },
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    ...(profile.keepsIndentation && !isSnippet ? { insertTextMode: InsertTextMode.asIs } : {}),
  };
}

interface Insertion {
  readonly newText: string;
  readonly isSnippet: boolean;
}

function insertionOf(
  place: Place,
  text: string,
  { lines, cutsPlainText }: CompletionProfile,
): Insertion {
  const [first = "", ...others] = text.split(/\r?\n/u);
  const isWhole = others.length === 0 && !(cutsPlainText && /\s/u.test(first));
  if (isWhole || lines === "plain") {
    return { newText: text, isSnippet: false };
  }
  return lines === "single"
    ? { newText: first, isSnippet: false }
    : { newText: snippetOf(first, others, indentOf(place)), isSnippet: true };
}

/** What the client puts in front of each line of a snippet but the first. */
function indentOf(place: Place): string {
  return /^\s*/u.exec(lineBefore(place) + lineAfter(place))?.[0] ?? "";
}

/** Lines that have less than the indentation that the client adds cannot be said: the snippet ends before them. */
function snippetOf(first: string, others: readonly string[], indent: string): string {
  const end = others.findIndex((line) => line.trim() !== "" && !line.startsWith(indent));
  const sayable = end === -1 ? others : others.slice(0, end);
  const lines = sayable.map((line) => (line.trim() === "" ? "" : line.slice(indent.length)));
  return [first, ...lines]
    .join("\n")
    .replace(/\n+$/u, "")
    .replaceAll(/[\\$}]/gu, String.raw`\$&`);
}

/** The word and what is readable of the rest. */
function labelOf(word: string, text: string): string {
  const [first = "", ...others] = text.split(/\r?\n/u);
  const next = others.find((line) => line.trim() !== "")?.trim() ?? "";
  const line = first.trim() === "" ? `${word === "" ? "" : `${word} `}${next}` : word + first;
  const characters = Array.from(line.trim().replaceAll("\t", " "));
  return characters.length > MOST_OF_A_LABEL
    ? `${characters.slice(0, MOST_OF_A_LABEL - 1).join("")}…`
    : characters.join("");
}

function documentationOf(
  { languageId }: Place,
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
