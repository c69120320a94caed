import type { Config } from "@hexai/config";

import type { DocumentChange, Span } from "../protocol/text-change.ts";
import { typedText } from "./typed-text.ts";

/** An instruction inside of a text that the user has just closed. Offsets count in the text after the change. */
export interface TypedTag {
  readonly instruction: string;
  /** As it is written, with its marks. */
  readonly tag: Span;
  /** What the result stands instead of: the tag, or its whole line without the line break. */
  readonly place: Span;
}

/**
 * The tag that a change has completed, as in `>!add a test>`. With the first character of `inline_open` twice the whole line
 * is meant. Nothing but the last line that was typed in is looked at.
 */
export function typedTag(
  change: DocumentChange,
  { inline_open: open, inline_close: close }: Config["inline"],
): TypedTag | undefined {
  const typed = open === "" ? undefined : typedText(change);
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
  const place = isWholeLine ? { start: lineStart, end: lineEnd(after, end) } : tag;
  return { instruction: instruction.trim(), tag, place };
}

/** Spaces at the beginning are those of an operator; the mark that closes has closed an earlier tag. */
function isInstruction(text: string, close: string): boolean {
  return /^\S/.test(text) && !text.includes(close);
}

function lineEnd(text: string, from: number): number {
  const feed = text.indexOf("\n", from);
  const end = feed === -1 ? text.length : feed;
  return end > from && text.charAt(end - 1) === "\r" ? end - 1 : end;
}
