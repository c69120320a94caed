import { distance } from "fastest-levenshtein";

const MAX_EDITS = 2;

/** The name in `known` that `name` is probably a misspelling of, or `undefined` when none is close. */
export function closestName(name: string, known: readonly string[]): string | undefined {
  const [nearest] = known
    .filter((candidate) => Math.abs(candidate.length - name.length) <= MAX_EDITS)
    .map((candidate) => ({
      candidate,
      edits: distance(name.toLowerCase(), candidate.toLowerCase()),
    }))
    .toSorted((one, other) => one.edits - other.edits);
  const most = Math.min(MAX_EDITS, Math.floor((nearest?.candidate.length ?? 0) / 2));
  return nearest !== undefined && nearest.edits <= most ? nearest.candidate : undefined;
}
