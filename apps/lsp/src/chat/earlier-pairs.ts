import type { TypedQuestion } from "./typed-question.ts";

/** A question further up, and what was answered. */
export interface EarlierPair {
  readonly question: string;
  readonly answer: string;
}

const MOST_PAIRS = 3;

/** Further up nobody looks. */
const MOST_LINES = 1_000;

/**
 * The last questions above this one that were answered, oldest first: a line that ends in one of `prefixes` with quoted lines
 * right below. Of other lines nothing is taken.
 */
export function earlierPairs(
  text: string,
  { line, comment }: TypedQuestion,
  prefixes: readonly string[],
): readonly EarlierPair[] {
  const marker = comment?.close === undefined ? (comment?.open ?? "") : "*";
  const lines = text
    .slice(0, line.start)
    .split(/\r?\n/)
    .slice(-MOST_LINES)
    .map((one) => withoutMarker(one, marker));
  const pairs: EarlierPair[] = [];
  let quoted: string[] = [];
  for (const one of lines.toReversed()) {
    if (one.startsWith(">")) {
      quoted = [one.replace(/^> ?/, ""), ...quoted];
      continue;
    }
    if (quoted.length > 0 && prefixes.some((prefix) => one.endsWith(prefix))) {
      pairs.unshift({ question: one, answer: quoted.join("\n") });
    }
    quoted = [];
    if (pairs.length === MOST_PAIRS) {
      break;
    }
  }
  return pairs;
}

function withoutMarker(line: string, marker: string): string {
  const trimmed = line.trim();
  const at = marker === "" ? -1 : trimmed.indexOf(marker);
  return at === -1 ? trimmed : trimmed.slice(at + marker.length).trim();
}
