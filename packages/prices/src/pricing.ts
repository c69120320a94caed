import { findByName } from "./table/find-by-name.ts";
import { findEntry } from "./table/table-entry.ts";
import { type ModelPrices, type PricedTokens, priceOf, pricesAt } from "./table/table-price.ts";

/** Requests that cost alike, in the shape in which the statistics give them. */
export interface PricedRequests {
  readonly provider: string;
  readonly model: string;
  /** Who charges for them; `local` for a host on this machine. */
  readonly vendor?: string;
  readonly reqs: number;
  /** Sums over as many of the requests as `reqs` says. */
  readonly tokens?: { readonly [Name in keyof PricedTokens]?: number | undefined } & {
    readonly reqs: number;
  };
  /** What the provider itself said that they cost, in US dollars. */
  readonly costUsd?: number;
}

/**
 * A price of the user's own as the configuration has it, in US dollars per million tokens. `cached` and `cache_write` are as
 * `input` when undefined.
 */
export interface UserPrice {
  readonly input: number;
  readonly output: number;
  readonly cached?: number | undefined;
  readonly cache_write?: number | undefined;
}

/** What is known of a cost. */
export interface Cost {
  /** The sum of what is known, in US dollars; undefined when nothing is. */
  readonly usd: number | undefined;
  /** Of how many requests it is the sum. */
  readonly reqs: number;
}

/** Prices requests. */
export interface Pricing {
  readonly costOf: (requests: readonly PricedRequests[]) => Cost;
  /** The date of the table, where it was needed: `2026-09-23`. */
  readonly tableDate: string | undefined;
}

/** The user's prices by `provider:model`. */
export type UserPrices = ReadonlyMap<string, UserPrice>;

const UNKNOWN: Cost = { usd: undefined, reqs: 0 };

/**
 * Prices for these requests at a time, in milliseconds since the Unix epoch. The provider's own word wins, then the user's prices,
 * then what is on this machine costs nothing, then the table counts. It is loaded only when one of the requests needs it.
 */
export async function loadPricing(
  requests: readonly PricedRequests[],
  userPrices: UserPrices,
  at: number,
): Promise<Pricing> {
  const users = new Map(
    [...userPrices].map(([name, { cache_write: cacheWrite, ...price }]) => [
      name.toLowerCase(),
      { ...price, cacheWrite },
    ]),
  );
  const userPriceOf = ({ provider, model }: PricedRequests): ModelPrices | undefined =>
    users.size === 0 ? undefined : findByName(`${provider}:${model}`, (name) => users.get(name));
  const isFromTable = (each: PricedRequests): boolean =>
    each.costUsd === undefined &&
    each.vendor !== undefined &&
    each.vendor !== "local" &&
    hasTokens(each) &&
    userPriceOf(each) === undefined;
  const table = requests.some(isFromTable) ? await import("./table/price-table.ts") : undefined;

  function tablePriceOf(vendor: string, model: string): ModelPrices | undefined {
    const lines = table?.PRICES.get(vendor);
    const dated =
      lines === undefined ? undefined : findByName(model, (name) => findEntry(lines, name));
    return dated && pricesAt(dated, at);
  }

  function costOfOne(each: PricedRequests): Cost {
    const { costUsd, vendor, reqs, tokens } = each;
    if (costUsd !== undefined) {
      return { usd: costUsd, reqs };
    }
    const userPrice = userPriceOf(each);
    if (userPrice === undefined && vendor === "local") {
      return { usd: 0, reqs };
    }
    const entry =
      userPrice ?? (vendor === undefined ? undefined : tablePriceOf(vendor, each.model));
    if (entry === undefined || tokens === undefined || !hasTokens(each)) {
      return UNKNOWN;
    }
    return { usd: tokens.reqs * priceOf(entry, averageOf(tokens)), reqs: tokens.reqs };
  }

  return {
    costOf: (all) => all.map(costOfOne).reduce(sumOfCosts, UNKNOWN),
    tableDate: table?.PRICES_DATE,
  };
}

/** A price can be computed only from both: a sum of one of them would pass for the whole. */
function hasTokens({ tokens }: PricedRequests): boolean {
  return tokens?.input !== undefined && tokens.output !== undefined && tokens.reqs > 0;
}

function averageOf({
  input = 0,
  output = 0,
  cached,
  cacheWrite,
  reasoning,
  reqs,
}: NonNullable<PricedRequests["tokens"]>): PricedTokens {
  return {
    input: input / reqs,
    output: output / reqs,
    cached: cached === undefined ? undefined : cached / reqs,
    cacheWrite: cacheWrite === undefined ? undefined : cacheWrite / reqs,
    reasoning: reasoning === undefined ? undefined : reasoning / reqs,
  };
}

/** The sum of two costs. What is unknown adds nothing, and its requests are not among those counted. */
export function sumOfCosts(a: Cost, b: Cost): Cost {
  const usd = a.usd === undefined || b.usd === undefined ? (a.usd ?? b.usd) : a.usd + b.usd;
  return { usd, reqs: a.reqs + b.reqs };
}
