import type { PriceSettings } from "../../config.ts";
import { numberBetween } from "../rules.ts";
import type { EntriesOf, NamedShape } from "../shape.ts";

const dollars = numberBetween(0, 1_000_000);

const PRICE: EntriesOf<PriceSettings> = {
  input: {
    rule: dollars,
    isRequired: true,
    example: 2,
    description: "What the model reads. Required.",
  },
  cached: {
    rule: dollars,
    example: 0.5,
    description: "What it reads from a cache. If not set, as input.",
  },
  cache_write: {
    rule: dollars,
    example: 2.5,
    description: "What is written to a cache. If not set, as input.",
  },
  output: {
    rule: dollars,
    isRequired: true,
    example: 8,
    description: "What it writes, with its reasoning. Required.",
  },
};

export const PRICES: NamedShape<PriceSettings> = {
  named: PRICE,
  description: `Prices of your own in US dollars for a million tokens, under "PROVIDER:MODEL". They win over the prices that Hexai knows,
and are used for a host on this machine, which costs nothing otherwise.`,
  refuseName: (name) =>
    /^[^:\p{Cc}]+:[^\p{Cc}]*[^\p{Cc}\s][^\p{Cc}]*$/u.test(name) && name.length <= 300
      ? undefined
      : 'is not a model, must be written as "PROVIDER:MODEL", such as "openai:gpt-4.1"',
  examples: new Map([["openai:gpt-4.1", { input: 2, cached: 0.5, cache_write: 2.5, output: 8 }]]),
};
