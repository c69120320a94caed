import type { Counters } from "../snapshot.ts";
import type { KnownCost } from "../status-options.ts";
import { formatUsd } from "./format-usd.ts";
import { humanTokens } from "./human-tokens.ts";

/** The mark of a sum of which a part is not known. */
const AT_LEAST = "≥ ";

/** What the models read and wrote: `41k/12k`, `≥ 34k/9k` when not all requests told it, `?/9k` when none told one of them. */
export function formatTokens({ reqs, tokens }: Counters): string {
  if (tokens?.input === undefined && tokens?.output === undefined) {
    return reqs === 0 ? "0/0" : "?";
  }
  const { input, output, inputReqs, outputReqs } = tokens;
  const isPartial = [
    [input, inputReqs],
    [output, outputReqs],
  ].some(([sum, known = 0]) => sum !== undefined && known < reqs);
  const parts = [input, output].map((sum) => (sum === undefined ? "?" : humanTokens(sum)));
  return `${isPartial ? AT_LEAST : ""}${parts.join("/")}`;
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
