import { readFileSync } from "node:fs";
import { join } from "node:path";

import {
  calcPrice,
  type ConditionalPrice,
  findProvider,
  type MatchLogic,
  type ModelInfo,
  type ModelPrice,
} from "@pydantic/genai-prices";

import { formatEntry, type TableEntry } from "../table/table-entry.ts";
import type { DatedPrices, TieredPrice } from "../table/table-price.ts";

/** The vendors that the programs know by their addresses. */
export const VENDORS = [
  "anthropic",
  "cerebras",
  "cohere",
  "deepseek",
  "fireworks",
  "google",
  "groq",
  "mistral",
  "moonshotai",
  "openai",
  "openrouter",
  "perplexity",
  "together",
  "x-ai",
  "zai",
] as const;

/** When each version of the package came out, which is the date of its prices. A new version's is written down here. */
const RELEASED: Readonly<Record<string, string>> = { "0.1.8": "2026-09-23" };

/** The module of the table, as `pnpm vitest run --project prices -u` writes it. */
export function formatTable(): string {
  const version = packageVersion();
  const date = RELEASED[version];
  if (date === undefined) {
    throw new Error(`cut-table.ts does not say when genai-prices ${version} came out: add it`);
  }
  const vendors = VENDORS.map((vendor) => {
    const lines = [...cutVendor(vendor)].map(([name, entry]) => formatEntry(name, entry));
    const literal = lines.join("").replaceAll(/[`\\]|\$\{/gu, String.raw`\$&`);
    return `  [${JSON.stringify(vendor)}, \`${literal}\n\`],\n`;
  });
  return `// Cut out of @pydantic/genai-prices ${version} (MIT) by cut-table.ts: write it anew with \`pnpm vitest run --project prices -u\`.

/** The day of the prices. */
export const PRICES_DATE: string = "${date}";

/** By vendor, a line for each name of a model, which \`findEntry\` reads. */
export const PRICES: ReadonlyMap<string, string> = new Map([
${vendors.join("")}]);
`;
}

function packageVersion(): string {
  const file = join(import.meta.dirname, "../../node_modules/@pydantic/genai-prices/package.json");
  return JSON.parse(readFileSync(file, "utf8")).version;
}

/** Every name that the package itself resolves to a model with prices for text. */
export function cutVendor(vendor: string): ReadonlyMap<string, TableEntry> {
  const entries = new Map<string, TableEntry>();
  for (const model of findProvider({ providerId: vendor })?.models ?? []) {
    const prices = datedPricesOf(model);
    const names = [
      ...new Set([model.id, ...literalsIn(model.match)].map((name) => name.toLowerCase())),
    ];
    const [first, ...others] = names.filter((name) => modelOf(vendor, name) === model.id);
    if (prices !== undefined && first !== undefined) {
      entries.set(first, prices);
      others.forEach((name) => entries.set(name, first));
    }
  }
  return entries;
}

function modelOf(vendor: string, name: string): string | undefined {
  return calcPrice({ input_tokens: 1 }, name, { providerId: vendor })?.model.id;
}

/** The names in a rule. What only narrows another rule is no name. */
function literalsIn(match: MatchLogic): readonly string[] {
  if ("or" in match) {
    return match.or.flatMap(literalsIn);
  }
  if ("equals" in match) {
    return [match.equals];
  }
  if ("starts_with" in match) {
    return [match.starts_with];
  }
  return "contains" in match ? [match.contains] : [];
}

function datedPricesOf({ prices }: ModelInfo): readonly DatedPrices[] | undefined {
  const conditional: readonly ConditionalPrice[] = Array.isArray(prices) ? prices : [{ prices }];
  const dated = conditional.map((each) => ({ ...pricesOf(each.prices), ...timeOf(each) }));
  // A model that is free has no prices at all; one of sound or pictures has some, but none for text.
  const isForText = conditional.every(
    ({ prices: { input_mtok: input, output_mtok: output, ...others } }) =>
      input !== undefined || output !== undefined || Object.keys(others).length === 0,
  );
  return isForText ? dated : undefined;
}

function timeOf({ constraint }: ConditionalPrice): Pick<DatedPrices, "from" | "hours"> {
  if (constraint === undefined) {
    return {};
  }
  return constraint.type === "start_date"
    ? { from: new Date(constraint.start_date).toISOString() }
    : { hours: [secondOf(constraint.start_time), secondOf(constraint.end_time)] };
}

function secondOf(time: string): number {
  return (Date.parse(`1970-01-01T${time}`) / 1000) % 86_400;
}

const KEYS = {
  input: "input_mtok",
  cached: "cache_read_mtok",
  cacheWrite: "cache_write_mtok",
  output: "output_mtok",
  reasoning: "output_reasoning_mtok",
  requests: "requests_kcount",
} as const;

function pricesOf(prices: ModelPrice): DatedPrices {
  return Object.fromEntries(
    Object.entries(KEYS).flatMap(([name, key]) => {
      const price = prices[key];
      return price === undefined ? [] : [[name, tieredPriceOf(price)]];
    }),
  );
}

function tieredPriceOf(price: NonNullable<ModelPrice[string]>): TieredPrice {
  return typeof price === "number"
    ? price
    : [price.base, ...price.tiers.map(({ start, price: above }) => [start, above] as const)];
}
