import type { Insertion } from "../unit-test/insertion.ts";

/** `text` with all `insertions`, which are in the order of their places. */
export function withInsertions(text: string, insertions: readonly Insertion[]): string {
  return insertions.reduceRight(
    (result, { at, text: added }) => result.slice(0, at) + added + result.slice(at),
    text,
  );
}
