import type { Diagnostic, Position, Range } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";

import type { PositionEncoding } from "../protocol/position-encoding.ts";
import { decodeRange, encodeRange } from "../protocol/positions.ts";

/** A part of a document with what is reported about it. */
export interface DiagnosedText {
  /** In the client's encoding. */
  readonly range: Range;
  /** The reports that touch what the user has selected. At least one. */
  readonly diagnostics: readonly Diagnostic[];
  /** The same in words, with lines that are counted from the beginning of `range`. */
  readonly texts: readonly string[];
}

/** More are not sent to a model: who mends fifty mends the rest in a second go. */
const MOST_DIAGNOSTICS = 50;

/**
 * What is to be mended when the user asks at `range`, or `undefined` when nothing is reported there.
 *
 * That is the selection if it goes over several lines and holds all of the reports, else the whole lines that the
 * selection and the reports touch: an editor asks with no more than the cursor's place or the word that is wrong.
 *
 * @param range - In the client's encoding, as are the diagnostics.
 */
export function diagnosedText(
  document: TextDocument,
  range: Range,
  reported: readonly Diagnostic[],
  encoding: PositionEncoding,
): DiagnosedText | undefined {
  const diagnostics = reported
    .filter((diagnostic) => isTouching(diagnostic.range, range))
    .slice(0, MOST_DIAGNOSTICS);
  if (diagnostics.length === 0) {
    return undefined;
  }
  const ranges = diagnostics.map((diagnostic) => diagnostic.range);
  const isWhole = range.end.line > range.start.line && ranges.every((one) => holds(range, one));
  const place = isWhole ? range : wholeLines(document, [range, ...ranges], encoding);
  const texts = diagnostics.map((diagnostic) => textOf(diagnostic, place.start.line));
  return { range: place, diagnostics, texts };
}

function wholeLines(
  document: TextDocument,
  ranges: readonly Range[],
  encoding: PositionEncoding,
): Range {
  const first = Math.min(...ranges.map(({ start }) => start.line));
  const last = Math.max(...ranges.map(lastLineOf));
  const lines = {
    start: { line: first, character: 0 },
    end: { line: last + 1, character: 0 },
  };
  return encodeRange(document, decodeRange(document, lines, encoding), encoding);
}

/** A range that ends where a line begins does not touch that line. */
function lastLineOf({ start, end }: Range): number {
  return end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
}

function textOf({ range, message, source, code }: Diagnostic, firstLine: number): string {
  const words = (typeof message === "string" ? message : message.value).trim();
  const origin = [source, code].filter((part) => part !== undefined && part !== "").join(" ");
  const line = range.start.line - firstLine + 1;
  return `line ${line}: ${words}${origin === "" ? "" : ` (${origin})`}`;
}

function isTouching(one: Range, other: Range): boolean {
  return !isBefore(one.end, other.start) && !isBefore(other.end, one.start);
}

function holds(outer: Range, inner: Range): boolean {
  return !isBefore(inner.start, outer.start) && !isBefore(outer.end, inner.end);
}

function isBefore(one: Position, other: Position): boolean {
  return one.line < other.line || (one.line === other.line && one.character < other.character);
}
