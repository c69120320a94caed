import { type Cost, loadPricing, type PricedRequests, sumOfCosts } from "@hexai/prices";

import type { Answer, Conversation } from "../../conversation/message.ts";
import { chargedAnswers, type LogEntry } from "./list.ts";

/** The same conversations with the costs that are missing. Each answer has the price of its day. */
export function priceEntries(entries: readonly LogEntry[]): Promise<readonly LogEntry[]> {
  return Promise.all(
    entries.map(async (entry) => ({
      ...entry,
      cost: entry.cost ?? (await costOf(entry.conversation)),
    })),
  );
}

/** What is known of the cost of a conversation. */
export async function costOf(conversation: Conversation): Promise<Cost> {
  const costs = await Promise.all(chargedAnswers(conversation).map(costOfAnswer));
  return costs.reduce(sumOfCosts, { usd: undefined, reqs: 0 });
}

/** The user's own prices are part of what was kept of the answer, so none are needed here. */
async function costOfAnswer({ at, model, tokens, vendor, costUsd }: Answer): Promise<Cost> {
  const request: PricedRequests = {
    provider: model.provider,
    model: model.name,
    reqs: 1,
    ...(vendor !== undefined && { vendor }),
    ...(costUsd !== undefined && { costUsd }),
    ...(tokens !== undefined && { tokens: { ...tokens, reqs: 1 } }),
  };
  const pricing = await loadPricing([request], new Map(), at);
  return pricing.costOf([request]);
}
