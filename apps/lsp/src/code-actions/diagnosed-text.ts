import type { Diagnostic, Position, Range } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";

import { decodeRange, encodeRange, type PositionEncoding } from "../protocol/positions.ts";

/** A part of a document with its diagnostics. */
export interface DiagnosedText {
  /** In the client's encoding. */
  readonly range: Range;
  /** The diagnostics that touch the user's selection. At least one. */
  readonly diagnostics: readonly Diagnostic[];
  /** The same as texts, with line numbers that count from the beginning of `range`. */
  readonly texts: readonly string[];
}

/** More diagnostics are not sent to a model: a second run can resolve the rest. */
const MAX_DIAGNOSTICS = 50;

/**
 * The text to repair when the user asks at `range`, or `undefined` when there are no diagnostics.
 *
 * It is the selection if that covers several lines and all of the diagnostics, else the whole lines that the selection and the
 * diagnostics touch: an editor may ask with no more than the cursor's position or the wrong word.
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
    .slice(0, MAX_DIAGNOSTICS);
  if (diagnostics.length === 0) {
    return undefined;
  }
  const ranges = diagnostics.map((diagnostic) => diagnostic.range);
  const isWhole = range.end.line > range.start.line && ranges.every((one) => contains(range, one));
  const repaired = isWhole ? range : wholeLines(document, [range, ...ranges], encoding);
  const texts = diagnostics.map((diagnostic) => diagnosticText(diagnostic, repaired.start.line));
  return { range: repaired, diagnostics, texts };
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

/** A range that ends at the beginning of a line does not touch that line. */
function lastLineOf({ start, end }: Range): number {
  return end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
}

function diagnosticText({ range, message, source, code }: Diagnostic, firstLine: number): string {
  const text = (typeof message === "string" ? message : message.value).trim();
  const origin = [source, code].filter((part) => part !== undefined && part !== "").join(" ");
  const line = range.start.line - firstLine + 1;
  return `line ${line}: ${text}${origin === "" ? "" : ` (${origin})`}`;
}

function isTouching(one: Range, other: Range): boolean {
  return !isBefore(one.end, other.start) && !isBefore(other.end, one.start);
}

function contains(outer: Range, inner: Range): boolean {
  return !isBefore(inner.start, outer.start) && !isBefore(outer.end, inner.end);
}

function isBefore(one: Position, other: Position): boolean {
  return one.line < other.line || (one.line === other.line && one.character < other.character);
}
