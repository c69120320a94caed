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

/**
 * Up to `count` of the names in `known` that are like `name`, the nearest first: those that have it in them, or are most of it, and then
 * those of which no more than half is different.
 */
export function closestNames(
  name: string,
  known: readonly string[],
  count: number,
): readonly string[] {
  const lower = name.toLowerCase();
  return known
    .map((candidate) => {
      const other = candidate.toLowerCase();
      const isMost = lower.includes(other) && other.length * 2 >= lower.length;
      const isPart = other.includes(lower) || isMost;
      return { candidate, isPart, edits: distance(lower, other) };
    })
    .filter(({ candidate, isPart, edits }) => isPart || edits * 2 <= candidate.length)
    .toSorted((one, other) => Number(other.isPart) - Number(one.isPart) || one.edits - other.edits)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}
