/** A part of a text, in UTF-16 code units from its beginning. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A replacement in a text. Counted in the text before it. */
export interface TextChange extends Span {
  readonly text: string;
}

/** What one notification has changed in a document. */
export interface DocumentChange {
  readonly uri: string;
  /** After the change. */
  readonly version: number;
  readonly versionBefore: number;
  /** One after the other: each is counted in the text that the one before it left. */
  readonly changes: readonly TextChange[];
  readonly before: string;
  readonly after: string;
}

/** `text` with `changes` made one after the other. */
export function changed(text: string, changes: readonly TextChange[]): string {
  return changes.reduce(
    (current, { start, end, text: newText }) =>
      current.slice(0, start) + newText + current.slice(end),
    text,
  );
}

/** The smallest single change that makes `after` of `before`. */
export function differenceOf(before: string, after: string): TextChange {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) {
    start += 1;
  }
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) {
    same += 1;
  }
  return { start, end: before.length - same, text: after.slice(start, after.length - same) };
}
