import { lineBefore, lineBreakOf, type Place } from "../../protocol/cursor.ts";
import { withoutMarks } from "../prompt/special-tokens.ts";
import { asSent } from "./well-formed.ts";

/** How a model was asked: for what belongs between two texts, or in words. */
export type Via = "native" | "chat";

/** A model's words, as far as they came. */
export interface Words {
  readonly text: string;
  readonly via: Via;
  readonly isWhole: boolean;
}

/**
 * What `words` say that belongs behind the cursor. Chats pack it: their fence goes, and so does what they repeat of the text
 * before the cursor. Empty as long as it cannot be told whether they do. Line breaks are the document's, and half a character at
 * the end waits for its other half.
 */
export function cleanedStart(words: Words, place: Place): string {
  const lines = wellFormed(words).replaceAll(/\r\n?/gu, "\n");
  const said =
    words.via === "native"
      ? lines
      : withoutRepeatedPrefix(withoutFence(withoutMarks(lines), words, place), words, place);
  return lineBreakOf(place) === "\n" ? said : said.replaceAll("\n", "\r\n");
}

function wellFormed({ text, isWhole }: Words): string {
  // The second half of a pair, or the line feed behind a return, may be still to come.
  const sure = isWhole ? text : text.replace(/[\ud800-\udbff\r]$/, "");
  return asSent(sure);
}

function withoutFence(text: string, { isWhole }: Words, { languageId }: Place): string {
  const trimmed = text.trimStart();
  if (languageId === "markdown" || !"```".startsWith(trimmed.slice(0, 3))) {
    return text;
  }
  const head = /^```[^\n`]*\n/u.exec(trimmed)?.[0];
  if (head === undefined) {
    return isWhole ? text : "";
  }
  const rest = trimmed.slice(head.length);
  const end = /(?:^|\n)[ \t]*```[ \t]*(?:\n|$)/u.exec(rest);
  if (end !== null) {
    return rest.slice(0, end.index);
  }
  return isWhole ? rest : rest.replace(/(?:^|\n)[ \t]*`{0,2}$/u, ""); // perhaps the beginning of the end
}

function withoutRepeatedPrefix(text: string, { isWhole }: Words, place: Place): string {
  for (const repeated of repeatableOf(place)) {
    if (text.startsWith(repeated)) {
      return text.slice(repeated.length);
    }
    if (!isWhole && repeated.startsWith(text)) {
      return "";
    }
  }
  return text;
}

/** What a chat may begin its answer with although it is there already, longest first. */
function repeatableOf(place: Place): readonly string[] {
  const { text, offset } = place;
  const near = text.slice(Math.max(0, offset - REACH), offset);
  const before = asSent(near).replaceAll("\r\n", "\n");
  const lines = before.split("\n").slice(-MOST_LINES);
  const several = lines
    .map((_, index) => lines.slice(index).join("\n"))
    .slice(0, -1)
    .filter((part) => part.replaceAll(/\s/gu, "").length >= LEAST_VISIBLE);
  const line = asSent(lineBefore(place));
  const word = /[\p{L}\p{N}\p{M}_$]+$/u.exec(line.slice(-REACH))?.[0] ?? "";
  const parts = [
    ...several.flatMap((part) => [part, part.trimStart()]),
    line,
    line.trimStart(),
    word,
  ];
  return parts.filter((part) => part !== "" && !ONLY_OPENING.test(part));
}

/** An answer may well begin with these once more. */
const ONLY_OPENING = /^\s*[([{<"'`]+\s*$/u;

/** How much of the text before the cursor a model is thought to repeat, in UTF-16 code units and in lines. */
const REACH = 1_000;
const MOST_LINES = 6;

/** Fewer characters over several lines may be said twice for a reason. */
const LEAST_VISIBLE = 12;
