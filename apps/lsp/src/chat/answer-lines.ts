import type { Span } from "../protocol/text-change.ts";
import type { TypedQuestion } from "./typed-question.ts";

/** How the lines of an answer look. */
export interface AnswerStyle {
  /** What stands before each line, `> ` included. */
  readonly prefix: string;
  readonly eol: "\n" | "\r\n";
  /** What would end the comment around the answer. */
  readonly close?: string;
}

/** The look of an answer below a question: as deep as the question, inside the same comment, with the same line breaks. */
export function answerStyleOf(text: string, { line, comment }: TypedQuestion): AnswerStyle {
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

/** Goes on with the stars that most block comments have. */
function blockPrefix(text: string, line: Span, start: number, indent: string): string {
  if (start >= line.start) {
    return text.startsWith("/*", start) ? `${indent} * ` : indent;
  }
  return text.charAt(line.start + indent.length) === "*" ? `${indent}* ` : indent;
}

/**
 * What is written for as much of an answer as there is. For a longer beginning of the same answer it begins with the same, so
 * that an answer can grow in the document. Blank ends wait until something follows.
 */
export function answerLines(answer: string, { prefix, eol, close }: AnswerStyle): string {
  const visible = answer
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(CONTROL, "")
    .replace(/[\ud800-\udbff]$/, "") // its other half is still to come
    .replaceAll(/\p{Surrogate}/gu, "\ufffd")
    .trim();
  if (visible === "") {
    return "";
  }
  const harmless = close === undefined ? visible : broken(visible, close);
  return harmless
    .split("\n")
    .map((line) => (prefix + line.trimEnd()).trimEnd())
    .join(eol);
}

/** All but tab and line feed. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** The same text with a space in whatever would end the comment. */
function broken(text: string, close: string): string {
  return text.replaceAll(close, `${close.slice(0, -1)} ${close.slice(-1)}`);
}
