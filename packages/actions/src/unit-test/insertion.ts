/** Text to insert into another text. An insertion removes nothing, so that no code of the user can be lost. */
export interface Insertion {
  /** The offset in UTF-16 code units. Insertions at the same offset keep their order. */
  readonly at: number;
  readonly text: string;
}

/** `text` with all `insertions`, which must be sorted by offset. */
export function withInsertions(text: string, insertions: readonly Insertion[]): string {
  return insertions.reduceRight(
    (result, { at, text: added }) => result.slice(0, at) + added + result.slice(at),
    text,
  );
}

/** Inserts `code` as whole lines with blank lines around it. `at` is the beginning of a line or the end of `text`. */
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
