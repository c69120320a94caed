import { tokenFields } from "../../output/token-fields.ts";
import type { UsageFigures } from "./usage-rows.ts";

type MoneyFigures = Pick<UsageFigures, "cost" | "tokenReqs" | "tokens">;

/** The tokens and the cost of some requests, in the names that programs read. What is not known is null. */
export function moneyFields({ tokens, tokenReqs, cost }: MoneyFigures) {
  return {
    ...tokenFields(tokens),
    token_reqs: tokenReqs,
    cost_usd: cost.usd ?? null,
    cost_reqs: cost.reqs,
  };
}
