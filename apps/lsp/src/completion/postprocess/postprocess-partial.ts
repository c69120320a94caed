import { type Cursor, lineBefore, lineBreakOf } from "../../protocol/cursor.ts";
import { dropSpecialTokens } from "../prompt/special-tokens.ts";
import { toWellFormed } from "./well-formed.ts";

/** How a model was asked: natively, or in a chat. */
export type OutputSource = "native" | "chat";

/** The output of a model so far. */
export interface ModelOutput {
  readonly text: string;
  readonly source: OutputSource;
  readonly isComplete: boolean;
}

/**
 * The part of the output that belongs behind the cursor. A chat wraps it: its fence is dropped, and so is the text before the
 * cursor that it repeats. Empty as long as that cannot be decided. Line breaks become the document's, and half a character at the
 * end waits for its other half.
 */
export function postprocessPartial(output: ModelOutput, cursor: Cursor): string {
  const lines = wellFormedText(output).replaceAll(/\r\n?/gu, "\n");
  const text =
    output.source === "native"
      ? lines
      : dropPrefixOverlap(dropFence(dropSpecialTokens(lines), output, cursor), output, cursor);
  return lineBreakOf(cursor) === "\n" ? text : text.replaceAll("\n", "\r\n");
}

function wellFormedText({ text, isComplete }: ModelOutput): string {
  // The second half of a character, or the line feed behind a carriage return, may come with the next delta.
  return toWellFormed(isComplete ? text : text.replace(/[\ud800-\udbff\r]$/, ""));
}

function dropFence(text: string, { isComplete }: ModelOutput, { languageId }: Cursor): string {
  const trimmed = text.trimStart();
  if (languageId === "markdown" || !"```".startsWith(trimmed.slice(0, 3))) {
    return text;
  }
  const head = /^```[^\n`]*\n/u.exec(trimmed)?.[0];
  if (head === undefined) {
    return isComplete ? text : "";
  }
  const rest = trimmed.slice(head.length);
  const end = /(?:^|\n)[ \t]*```[ \t]*(?:\n|$)/u.exec(rest);
  if (end !== null) {
    return rest.slice(0, end.index);
  }
  return isComplete ? rest : rest.replace(/(?:^|\n)[ \t]*`{0,2}$/u, ""); // it may become the closing fence
}

function dropPrefixOverlap(text: string, { isComplete }: ModelOutput, cursor: Cursor): string {
  for (const repeated of droppablePrefixes(cursor)) {
    if (text.startsWith(repeated)) {
      return text.slice(repeated.length);
    }
    if (!isComplete && repeated.startsWith(text)) {
      return "";
    }
  }
  return text;
}

/** Texts before the cursor that a chat may repeat at the beginning of its answer, longest first. */
function droppablePrefixes(cursor: Cursor): readonly string[] {
  const { text, offset } = cursor;
  const near = text.slice(Math.max(0, offset - MAX_OVERLAP), offset);
  const before = toWellFormed(near).replaceAll("\r\n", "\n");
  const lines = before.split("\n").slice(-MAX_OVERLAP_LINES);
  const severalLines = lines
    .map((_, index) => lines.slice(index).join("\n"))
    .slice(0, -1)
    .filter((part) => part.replaceAll(/\s/gu, "").length >= MIN_VISIBLE);
  const line = toWellFormed(lineBefore(cursor));
  const word = /[\p{L}\p{N}\p{M}_$]+$/u.exec(line.slice(-MAX_OVERLAP))?.[0] ?? "";
  const parts = [
    ...severalLines.flatMap((part) => [part, part.trimStart()]),
    line,
    line.trimStart(),
    word,
  ];
  return parts.filter((part) => part !== "" && !ONLY_OPENING.test(part));
}

/** Opening brackets and quotes are not dropped, since a completion may well begin with another one. */
const ONLY_OPENING = /^\s*[([{<"'`]+\s*$/u;

/** How much of the text before the cursor a model may repeat, in UTF-16 code units and in lines. */
const MAX_OVERLAP = 1_000;
const MAX_OVERLAP_LINES = 6;

/** Fewer visible characters over several lines may be repeated on purpose. */
const MIN_VISIBLE = 12;
