import type { CommentSyntax } from "./comment-syntax.ts";

/**
 * Removes the part from `start` to `end`, which is inside one line. A comment that becomes empty is removed too, and so is a line
 * that becomes empty, with its line break.
 */
export function removeMarker(
  text: string,
  start: number,
  end: number,
  syntax: CommentSyntax,
): string {
  const lineStart = start === 0 ? 0 : text.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = /\r?\n|$/.exec(text.slice(end));
  const eolStart = end + (lineEnd?.index ?? 0);
  const eolEnd = eolStart + (lineEnd?.[0].length ?? 0);

  const [before, after] = withoutEmptyComment(
    text.slice(lineStart, start),
    text.slice(end, eolStart),
    syntax,
  );
  const above = text.slice(0, lineStart);
  const below = text.slice(eolEnd);
  const eol = text.slice(eolStart, eolEnd);

  if (before.trim() !== "" || after.trim() !== "") {
    return above + joined(before, after) + eol + below;
  }
  if (above.trim() === "" && below.trim() === "") {
    return above + before + eol + below; // the marker was the whole text, so its indentation and line break are kept
  }
  return eol === "" ? above.replace(/\r?\n$/, "") : above + below;
}

function withoutEmptyComment(
  before: string,
  after: string,
  { line, wholeLine = [], block }: CommentSyntax,
): readonly [before: string, after: string] {
  const left = before.trimEnd();
  const right = after.trimStart();
  const pairs = [...block, ...[...line, ...wholeLine].map((marker) => [marker, ""] as const)];
  for (const [open, close] of pairs) {
    const isEmpty = close === "" ? right === "" : right.startsWith(close);
    if (left.endsWith(open) && isEmpty) {
      return [left.slice(0, -open.length), right.slice(close.length)];
    }
  }
  return [before, after];
}

function joined(before: string, after: string): string {
  if (after.trim() === "") {
    return before.trimEnd();
  }
  return /\s$|^$/.test(before) ? before + after.trimStart() : before + after;
}
