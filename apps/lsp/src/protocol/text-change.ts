/** A part of a text, in UTF-16 code units from the beginning of the text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A replacement in a text. Its span counts in the text before the change. */
export interface TextChange extends Span {
  readonly text: string;
}

/** The changes of one `didChange` notification. */
export interface DocumentChange {
  readonly uri: string;
  /** The version after the change. */
  readonly version: number;
  readonly versionBefore: number;
  /** In order: each one counts in the text that the one before it left. */
  readonly changes: readonly TextChange[];
  readonly before: string;
  readonly after: string;
}

/** Applies `changes` to `text`, one after the other. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  return changes.reduce(
    (current, { start, end, text: newText }) =>
      current.slice(0, start) + newText + current.slice(end),
    text,
  );
}

/** The smallest single change that turns `before` into `after`. */
export function textDifference(before: string, after: string): TextChange {
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
