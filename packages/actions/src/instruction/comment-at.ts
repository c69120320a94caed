import { commentSyntaxOf } from "./comment-syntax.ts";
import { languageOf, type TextSource } from "./language-of.ts";
import { type Comment, scanComments } from "./scan-comments.ts";

/** The comment around a place in a text. */
export interface CommentAround {
  /** Where its marker begins, in UTF-16 code units. */
  readonly start: number;
  /** The opening marker as it is written: `//`, `##`, `/*`. */
  readonly open: string;
  /** The closing marker. Without one, the comment ends with the line. */
  readonly close?: string;
}

/** The comment that contains `offset`, by the language of `source`. Its last character counts as inside. `undefined` in code. */
export function commentAt(
  text: string,
  offset: number,
  source: TextSource,
): CommentAround | undefined {
  const syntax = commentSyntaxOf(languageOf(source));
  const comment = firstAround(offset, scanComments(text, syntax));
  if (comment === undefined) {
    return undefined;
  }
  const { start, end } = comment;
  const [open, close] = syntax.block.find(([marker]) => text.startsWith(marker, start)) ?? [];
  if (open === undefined || close === undefined) {
    const markers = [...syntax.line, ...(syntax.wholeLine ?? [])];
    const marker = markers.find((one) => text.startsWith(one, start)) ?? "";
    return { start, open: withRepeats(text, start, marker) };
  }
  const isInside = offset >= start + open.length && offset <= end - close.length;
  return isInside ? { start, open, close } : undefined;
}

/** Stops at the first comment behind `offset`, because `comments` are in the order of the text. */
function firstAround(offset: number, comments: Iterable<Comment>): Comment | undefined {
  for (const comment of comments) {
    if (offset <= comment.end) {
      return comment.start < offset ? comment : undefined;
    }
  }
  return undefined;
}

/** Extends a marker by its repetitions, as in `;;;` and `##`. */
function withRepeats(text: string, start: number, marker: string): string {
  let end = start + marker.length;
  while (text.charAt(end) === marker.charAt(0) && end < text.length) {
    end += 1;
  }
  return text.slice(start, end);
}
