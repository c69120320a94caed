import { distance } from "fastest-levenshtein";

const MOST_EDITS = 2;

/** The one of `known` that `name` was probably meant to be, or `undefined` when nothing is near. */
export function guess(name: string, known: readonly string[]): string | undefined {
  const [nearest] = known
    .filter((candidate) => Math.abs(candidate.length - name.length) <= MOST_EDITS)
    .map((candidate) => ({
      candidate,
      edits: distance(name.toLowerCase(), candidate.toLowerCase()),
    }))
    .toSorted((one, other) => one.edits - other.edits);
  const most = Math.min(MOST_EDITS, Math.floor((nearest?.candidate.length ?? 0) / 2));
  return nearest !== undefined && nearest.edits <= most ? nearest.candidate : undefined;
}
