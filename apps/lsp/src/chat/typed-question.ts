import { type CommentAround, commentAt, languageOf, type TextSource } from "@hexai/actions";
import type { Config } from "@hexai/config";

import type { DocumentChange, Span } from "../protocol/text-change.ts";
import { CHAT_COMMANDS } from "./chat-command.ts";
import { isProse } from "./is-prose.ts";
import { typedText } from "./typed-text.ts";

/** A line that the user has just made a question. Offsets count in the text after the change. */
export interface TypedQuestion {
  /** Without the comment's marker and without what has made it a question. */
  readonly text: string;
  /** The whole line without its line break. */
  readonly line: Span;
  /** What goes away when the answer comes: `chat_suffix`. */
  readonly ending: Span;
  /** Absent in prose. */
  readonly comment?: CommentAround;
}

/**
 * The question that a change has completed: a line which ends in one of `chat_prefixes` and `chat_suffix`, the last of it just
 * typed; in code only inside a comment. Quoted lines, as answers are, ask nothing.
 */
export function typedQuestion(
  change: DocumentChange,
  settings: Config["chat"],
  source: TextSource,
): TypedQuestion | undefined {
  const { chat_suffix: suffix } = settings;
  const typed = suffix === "" ? undefined : typedText(change);
  const { after } = change;
  const line =
    typed &&
    linesOf(after, typed).findLast(
      ({ start, end }) =>
        after.slice(start, end).endsWith(suffix) && end > typed.start && end <= typed.end,
    );
  return line && questionOn(after, line, settings, source);
}

function questionOn(
  after: string,
  line: Span,
  { chat_suffix: suffix, chat_prefixes: prefixes }: Config["chat"],
  source: TextSource,
): TypedQuestion | undefined {
  const ending = { start: line.end - suffix.length, end: line.end };
  const isMarked = prefixes.some((prefix) =>
    after.slice(line.start, ending.start).endsWith(prefix),
  );
  if (!isMarked && !after.slice(line.start, ending.start).includes("/")) {
    return undefined;
  }
  const comment = commentAt(after, ending.start, source);
  const isAllowed = comment === undefined ? isProse(after, ending.start, source) : true;
  if (!isAllowed || endsPhp(after.slice(line.start, line.end), comment, source)) {
    return undefined;
  }
  const text = questionIn(after, line, ending, comment);
  const isAsked = isMarked ? !prefixes.includes(text) : CHAT_COMMANDS.has(text.slice(1));
  return isAsked && text !== "" && !text.startsWith(">")
    ? { text, line, ending, ...(comment && { comment }) }
    : undefined;
}

/** The lines that a part of the text is on. */
function linesOf(text: string, { start, end }: Span): readonly Span[] {
  const lines: Span[] = [];
  for (let at = text.lastIndexOf("\n", start - 1) + 1; at <= end;) {
    const feed = text.indexOf("\n", at);
    const next = feed === -1 ? text.length : feed;
    lines.push({ start: at, end: text.charAt(next - 1) === "\r" && next > at ? next - 1 : next });
    at = next + 1;
  }
  return lines;
}

/** In PHP these two characters end a comment of one line, and the code too. */
function endsPhp(line: string, comment: CommentAround | undefined, source: TextSource): boolean {
  const isLineComment = comment !== undefined && comment.close === undefined;
  return isLineComment && line.endsWith("?>") && languageOf(source) === "php";
}

function questionIn(
  text: string,
  line: Span,
  ending: Span,
  comment: CommentAround | undefined,
): string {
  const behindMarker = comment === undefined ? 0 : comment.start + comment.open.length;
  const content = text.slice(Math.max(line.start, behindMarker), ending.start).trim();
  return comment?.close === undefined ? content : content.replace(/^\*+\s*/, "");
}
