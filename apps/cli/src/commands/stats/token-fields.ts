import type { UsageFigures } from "./usage-rows.ts";

type MoneyFigures = Pick<UsageFigures, "cost" | "tokenReqs" | "tokens">;

/** The tokens and the cost of some requests, in the names that programs read. What is not known is null. */
export function moneyFields({ tokens, tokenReqs, cost }: MoneyFigures) {
  return {
    input_tokens: tokens?.input ?? null,
    cached_tokens: tokens?.cached ?? null,
    cache_write_tokens: tokens?.cacheWrite ?? null,
    output_tokens: tokens?.output ?? null,
    reasoning_tokens: tokens?.reasoning ?? null,
    token_reqs: tokenReqs,
    cost_usd: cost.usd ?? null,
    cost_reqs: cost.reqs,
  };
}
