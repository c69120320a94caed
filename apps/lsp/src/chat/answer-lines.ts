import { dropHalfCharacter, toWellFormed } from "../completion/postprocess/well-formed.ts";
import type { Span } from "../protocol/text-change.ts";
import type { TypedQuestion } from "./typed-question.ts";

/** How the lines of an answer look. */
export interface AnswerStyle {
  /** Stands before each line; includes `> `. */
  readonly prefix: string;
  readonly eol: "\n" | "\r\n";
  /** The text that would end the comment around the answer. */
  readonly close?: string;
}

/** The style of an answer below a question: the same indentation, the same comment, the same line breaks. */
export function answerStyle(text: string, { line, comment }: TypedQuestion): AnswerStyle {
  const written = text.slice(line.start, line.end);
  const indent = /^[\t ]*/.exec(written)?.[0] ?? "";
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  if (comment === undefined) {
    return { prefix: `${indent}> `, eol };
  }
  const { open, close } = comment;
  if (close === undefined) {
    return { prefix: `${indent}${open} > `, eol };
  }
  return { prefix: `${blockPrefix(text, line, comment.start, indent)}> `, eol, close };
}

/** Continues the column of stars that most block comments have. */
function blockPrefix(text: string, line: Span, start: number, indent: string): string {
  if (start >= line.start) {
    return text.startsWith("/*", start) ? `${indent} * ` : indent;
  }
  return text.charAt(line.start + indent.length) === "*" ? `${indent}* ` : indent;
}

/**
 * The text to write for an answer so far. A longer beginning of the same answer yields a text that begins with this one, so that
 * the answer can grow in the document. White space at the end waits until something follows.
 */
export function answerLines(answer: string, { prefix, eol, close }: AnswerStyle): string {
  const lines = answer.replaceAll(/\r\n?/g, "\n").replaceAll(CONTROL, "");
  const text = toWellFormed(dropHalfCharacter(lines)).trim(); // the other half may come with the next delta
  if (text === "") {
    return "";
  }
  const safe = close === undefined ? text : breakCommentEnd(text, close);
  return safe
    .split("\n")
    .map((line) => (prefix + line.trimEnd()).trimEnd())
    .join(eol);
}

/** All control characters but tab and line feed. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Puts a space into each text that would end the comment. */
function breakCommentEnd(text: string, close: string): string {
  return text.replaceAll(close, `${close.slice(0, -1)} ${close.slice(-1)}`);
}
