import { type TokenTotals, tokensOf } from "./token-totals.ts";
import { countOf, costUsdOf, programOf, type UsageEvent, vendorOf } from "./usage-event.ts";

/** Some vendors charge a whole request more when its input is longer than this, in tokens; some of them from 200,000 or 272,000 on. */
const TIER_LIMITS = [128_000, 199_999, 200_000, 271_999, 272_000] as const;

/**
 * Tells apart the events that must not be added up. In one group are a provider's model, a program and a vendor, and
 * requests of which the same is known: the same figures in tokens, or what the provider charged. They are of one price tier too. So
 * no sum is passed off as whole, and a price that is computed from sums is the sum of the prices.
 */
export function groupKeyOf(
  event: UsageEvent,
  tokens: TokenTotals | undefined = tokensOf(event.stored),
): string {
  const { provider, model } = event.stored;
  const program = programOf(event) ?? "";
  const vendor = vendorOf(event) ?? "";
  const known = tokens === undefined ? 0 : knownIn(tokens, countOf(event));
  const cost = costUsdOf(event) === undefined ? "" : "$";
  return `${provider.length} ${program.length} ${vendor.length} ${known}${cost} ${provider}${program}${vendor}${model}`;
}

/** Which figures are known, of all requests or of some, and the price tier: as one number, because it is made for each event. */
function knownIn(tokens: TokenTotals, count: number): number {
  const figures =
    (tokens.input === undefined ? 0 : 1) +
    (tokens.output === undefined ? 0 : 2) +
    (tokens.cached === undefined ? 0 : 4) +
    (tokens.cacheWrite === undefined ? 0 : 8) +
    (tokens.reasoning === undefined ? 0 : 16);
  return figures + (tokens.reqs < count ? 32 : 0) + 64 * tierOf(tokens);
}

function tierOf({ input = 0, reqs }: TokenTotals): number {
  const average = input / reqs;
  const tier = TIER_LIMITS.findIndex((limit) => average <= limit);
  return tier === -1 ? TIER_LIMITS.length : tier;
}
