import { distance } from "fastest-levenshtein";

const MOST_EDITS = 2;

/** The one of `known` that `name` was probably meant to be, or `undefined` when nothing is near. */
export function guess(name: string, known: readonly string[]): string | undefined {
  const edits = (candidate: string) => distance(name.toLowerCase(), candidate.toLowerCase());
  const nearest = known.toSorted((a, b) => edits(a) - edits(b))[0];
  const isNear =
    nearest !== undefined && edits(nearest) <= Math.min(MOST_EDITS, Math.floor(nearest.length / 2));
  return isNear ? nearest : undefined;
}
