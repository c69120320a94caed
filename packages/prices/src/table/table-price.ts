/** A price in US dollars per million tokens, or by the tokens that one request reads: the base, then what holds above each limit. */
export type TieredPrice =
  | number
  | readonly [base: number, ...above: (readonly [limit: number, price: number])[]];

/** The prices of one model. A part without a price of its own costs what the whole costs. */
export interface ModelPrices {
  readonly input?: TieredPrice | undefined;
  readonly cached?: TieredPrice | undefined;
  readonly cacheWrite?: TieredPrice | undefined;
  readonly output?: TieredPrice | undefined;
  readonly reasoning?: TieredPrice | undefined;
  /** US dollars for a thousand requests, whatever they read and write. */
  readonly requests?: TieredPrice | undefined;
}

/** Prices that hold from a day on, or in some hours of each day (UTC); without either, always. */
export interface DatedPrices extends ModelPrices {
  /** RFC 3339. */
  readonly from?: string;
  /** From the first second of the day up to the second one. */
  readonly hours?: readonly [start: number, end: number];
}

/** The tokens of one request, or of an average one. The parts are included in `input` and `output`. */
export interface PricedTokens {
  readonly input: number;
  readonly output: number;
  readonly cached?: number | undefined;
  readonly cacheWrite?: number | undefined;
  readonly reasoning?: number | undefined;
}

/** The prices that hold at a time, in milliseconds since the Unix epoch. */
export function pricesAt(prices: readonly DatedPrices[], at: number): ModelPrices | undefined {
  return prices.findLast((each) => holdsAt(each, at)) ?? prices[0];
}

function holdsAt({ from, hours }: DatedPrices, at: number): boolean {
  if (hours !== undefined) {
    const [start, end] = hours;
    const second = (at / 1000) % 86_400;
    return end < start ? second >= start || second < end : second >= start && second < end;
  }
  return from === undefined || at >= Date.parse(from);
}

/** What a request costs, in US dollars. */
export function priceOf(prices: ModelPrices, tokens: PricedTokens): number {
  const priced = (price: TieredPrice | undefined, count: number): number =>
    (valueAt(price, tokens.input) * count) / 1e6;
  const cached = prices.cached === undefined ? 0 : (tokens.cached ?? 0);
  const cacheWrite = prices.cacheWrite === undefined ? 0 : (tokens.cacheWrite ?? 0);
  const reasoning = prices.reasoning === undefined ? 0 : (tokens.reasoning ?? 0);
  return (
    priced(prices.input, Math.max(tokens.input - cached - cacheWrite, 0)) +
    priced(prices.cached, cached) +
    priced(prices.cacheWrite, cacheWrite) +
    priced(prices.output, Math.max(tokens.output - reasoning, 0)) +
    priced(prices.reasoning, reasoning) +
    valueAt(prices.requests, tokens.input) / 1000
  );
}

function valueAt(price: TieredPrice | undefined, input: number): number {
  if (price === undefined || typeof price === "number") {
    return price ?? 0;
  }
  const [base, ...above] = price;
  return above.findLast(([limit]) => input > limit)?.[1] ?? base;
}
