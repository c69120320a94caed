import { type CommentAround, commentAt, languageOf, type TextSource } from "@hexai/actions";
import type { Config } from "@hexai/config";

import type { DocumentChange, Span } from "../protocol/text-change.ts";
import { SLASH_COMMANDS } from "./slash-commands.ts";
import { lastTypedLine, typedSpan } from "./typed-span.ts";

/** A line that the user has just turned into a question. Offsets count in the text after the change. */
export interface TypedQuestion {
  /** The question without the comment's marker and without `chat_suffix`. */
  readonly text: string;
  /** The whole line without its line break. */
  readonly line: Span;
  /** The `chat_suffix`, which the answer removes. */
  readonly ending: Span;
  /** Undefined in prose. */
  readonly comment?: CommentAround;
}

/**
 * The question that a change has completed: the line on which the typed text ends, if that ends in one of `chat_prefixes` and
 * `chat_suffix` and its last character was just typed. In code it must be inside a comment. Quoted lines, such as those of answers, ask nothing.
 */
export function typedQuestion(
  change: DocumentChange,
  settings: Config["chat"],
  source: TextSource,
): TypedQuestion | undefined {
  const { chat_suffix: suffix } = settings;
  const typed = suffix === "" ? undefined : typedSpan(change);
  const { after } = change;
  const line = typed && lastTypedLine(after, typed);
  if (typed === undefined || line === undefined) {
    return undefined;
  }
  const isCompleted =
    after.slice(line.start, line.end).endsWith(suffix) &&
    line.end > typed.start &&
    line.end <= typed.end;
  return isCompleted ? questionOn(after, line, settings, source) : undefined;
}

function questionOn(
  after: string,
  line: Span,
  { chat_suffix: suffix, chat_prefixes: prefixes }: Config["chat"],
  source: TextSource,
): TypedQuestion | undefined {
  const ending = { start: line.end - suffix.length, end: line.end };
  const hasPrefix = prefixes.some((prefix) =>
    after.slice(line.start, ending.start).endsWith(prefix),
  );
  if (!hasPrefix && !after.slice(line.start, ending.start).includes("/")) {
    return undefined;
  }
  const comment = commentAt(after, ending.start, source);
  const isAllowed = comment === undefined ? isProse(after, ending.start, source) : true;
  if (!isAllowed || endsPhp(after.slice(line.start, line.end), comment, source)) {
    return undefined;
  }
  const text = questionText(after, line, ending, comment);
  const isAsked = hasPrefix ? !prefixes.includes(text) : SLASH_COMMANDS.has(text.slice(1));
  return isAsked && text !== "" && !text.startsWith(">")
    ? { text, line, ending, ...(comment && { comment }) }
    : undefined;
}

/** In PHP `?>` ends a line comment and the code as well. */
function endsPhp(line: string, comment: CommentAround | undefined, source: TextSource): boolean {
  const isLineComment = comment !== undefined && comment.close === undefined;
  return isLineComment && line.endsWith("?>") && languageOf(source) === "php";
}

function questionText(
  text: string,
  line: Span,
  ending: Span,
  comment: CommentAround | undefined,
): string {
  const behindMarker = comment === undefined ? 0 : comment.start + comment.open.length;
  const content = text.slice(Math.max(line.start, behindMarker), ending.start).trim();
  return comment?.close === undefined ? content : content.replace(/^\*+\s*/, "");
}

/** Languages for people, by the names that clients give them. In any other language the end of a question may be code. */
const PROSE_LANGUAGES: ReadonlySet<string> = new Set([
  "asciidoc",
  "git-commit",
  "gitcommit",
  "latex",
  "mail",
  "markdown",
  "norg",
  "org",
  "plaintext",
  "restructuredtext",
  "rmarkdown",
  "rst",
  "tex",
  "text",
  "txt",
  "typst",
]);

/** Whether `offset` is in prose: in a document of prose, and there outside of code blocks. */
function isProse(
  text: string,
  offset: number,
  { languageId = "", path = "" }: TextSource,
): boolean {
  const language = languageOf({ languageId }) ?? languageId.toLowerCase();
  const ofFile = languageOf({ path });
  if (language === "" && ofFile === undefined) {
    return !/\.[^./\\]+$/.test(path); // an unknown document without an extension is most likely a scratch buffer
  }
  const isProseLanguage = PROSE_LANGUAGES.has(language === "" ? (ofFile ?? "") : language);
  const isCodeFile = ofFile !== undefined && !PROSE_LANGUAGES.has(ofFile);
  return isProseLanguage && !isCodeFile && !isInFence(text.slice(0, offset));
}

/** Whether a Markdown fence is open at the end of `text`. */
function isInFence(text: string): boolean {
  let fence: string | undefined;
  for (const [, mark = ""] of text.matchAll(/^ {0,3}(`{3,}|~{3,})/gm)) {
    if (fence === undefined) {
      fence = mark;
    } else if (mark.startsWith(fence)) {
      fence = undefined;
    }
  }
  return fence !== undefined;
}
