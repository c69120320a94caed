import type { Config } from "@hexai/config";

import type { DocumentChange, Span } from "../protocol/text-change.ts";
import { typedSpan } from "./typed-span.ts";

/** An instruction inside a text that the user has just closed. Offsets count in the text after the change. */
export interface TypedTag {
  readonly instruction: string;
  /** The tag with its marks. */
  readonly tag: Span;
  /** The part that the result replaces: the tag, or its whole line without the line break. */
  readonly replaced: Span;
}

/**
 * The tag that a change has completed, as in `>!add a test>`. The first character of `inline_open` twice makes the result replace
 * the whole line. Only the last line of the typed text is searched.
 */
export function typedTag(
  change: DocumentChange,
  { inline_open: open, inline_close: close }: Config["inline"],
): TypedTag | undefined {
  const typed = open === "" ? undefined : typedSpan(change);
  if (typed === undefined) {
    return undefined;
  }
  const { after } = change;
  const written = after.slice(typed.start, typed.end).trimEnd();
  const end = typed.start + written.length;
  const lineStart = after.lastIndexOf("\n", end - 1) + 1;
  const left = after.slice(lineStart, end);
  if (!left.endsWith(close)) {
    return undefined;
  }
  const start = left.slice(0, -close.length).lastIndexOf(open);
  const instruction = left.slice(start + open.length, -close.length);
  if (start === -1 || !isInstruction(instruction, close)) {
    return undefined;
  }
  const isWholeLine = start > 0 && left.charAt(start - 1) === open.charAt(0);
  const tag = { start: lineStart + start - (isWholeLine ? 1 : 0), end };
  const replaced = isWholeLine ? { start: lineStart, end: lineEnd(after, end) } : tag;
  return { instruction: instruction.trim(), tag, replaced };
}

/** White space at the beginning belongs to an operator, and a closing mark inside has closed an earlier tag. */
function isInstruction(text: string, close: string): boolean {
  return /^\S/.test(text) && !text.includes(close);
}

function lineEnd(text: string, from: number): number {
  const lineFeed = text.indexOf("\n", from);
  const end = lineFeed === -1 ? text.length : lineFeed;
  return end > from && text.charAt(end - 1) === "\r" ? end - 1 : end;
}
