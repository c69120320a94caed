/** Text to put into another text. An insertion takes nothing away, so it can lose nothing. */
export interface Insertion {
  /** UTF-16 code units in front of it. Of two at one place, the first comes first. */
  readonly at: number;
  readonly text: string;
}

/** `text` with all `insertions`, which are in the order of their places. */
export function withInsertions(text: string, insertions: readonly Insertion[]): string {
  return insertions.reduceRight(
    (result, { at, text: added }) => result.slice(0, at) + added + result.slice(at),
    text,
  );
}

/** `code` on lines of its own, at `at`, where a line begins or `text` ends, with blank lines around it. */
export function codeAt(text: string, at: number, code: string, blankLines = 1): Insertion {
  const above = text.slice(0, at);
  const below = text.slice(at);
  const gap = "\n".repeat(Math.max(0, blankLines + 1 - lineBreaksBefore(above)));
  return {
    at,
    text: `${above.trim() === "" ? "" : gap}${code.trimEnd()}\n${below.trim() === "" ? "" : "\n".repeat(blankLines)}`,
  };
}

/** How many line breaks `text` ends with. */
function lineBreaksBefore(text: string): number {
  return text.slice(text.trimEnd().length).split("\n").length - 1;
}
