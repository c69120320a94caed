import { formatUsd } from "./format-usd.ts";
import { humanTokens } from "./human-tokens.ts";
import type { Counters } from "./snapshot.ts";
import type { KnownCost } from "./status-options.ts";

/** The mark of a sum of which a part is not known. */
const AT_LEAST = "≥ ";

/** What the models read and wrote: `41k/12k`, `≥ 34k/9k` when not all requests told it, `?` when none did. */
export function formatTokens({ reqs, tokens }: Counters): string {
  if (tokens?.input === undefined && tokens?.output === undefined) {
    return reqs === 0 ? "0/0" : "?";
  }
  const { input, output, inputReqs, outputReqs } = tokens;
  const isWhole = inputReqs >= reqs && outputReqs >= reqs;
  const parts = [input, output].map((sum) => (sum === undefined ? "?" : humanTokens(sum)));
  return `${isWhole ? "" : AT_LEAST}${parts.join("/")}`;
}

/** A sum of tokens of so many requests: `34k`, `≥ 34k`, `?`. */
export function formatTokenSum(sum: number | undefined, knownReqs: number, reqs: number): string {
  return sum === undefined ? "?" : `${knownReqs < reqs ? AT_LEAST : ""}${humanTokens(sum)}`;
}

/** What so many requests cost: `$0.12`, `≥ $0.12` when not all costs are known, `?` when none is. */
export function formatCost(cost: KnownCost, reqs: number): string {
  if (cost.usd === undefined) {
    return reqs === 0 ? "$0" : "?";
  }
  return `${cost.reqs < reqs ? AT_LEAST : ""}${formatUsd(cost.usd)}`;
}
