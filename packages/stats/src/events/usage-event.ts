import { expressibleTime, formatTime } from "./time.ts";
import { type TokenTotals, tokenFields, tokensOf } from "./token-totals.ts";

/**
 * One entry of the statistics file as it is stored, with the fields of other versions that it may have. What is `unknown` here
 * is checked where it is used, so that a bad value costs neither the entry nor the file.
 */
export interface StoredEvent {
  /** RFC 3339 with a fraction. The time of the newest request when the entry stands for several. */
  readonly ts: string;
  readonly provider: string;
  readonly model: string;
  /** UTF-8 bytes sent. */
  readonly sent: number;
  /** UTF-8 bytes received. */
  readonly recv: number;
  /** How many requests the entry stands for. An entry without a count stands for one. */
  readonly count?: number;
  /** The program that made the requests, such as `hexai-lsp`. */
  readonly program?: unknown;
  /** Who charges for the requests, such as `openai`, or `local`. */
  readonly vendor?: unknown;
  readonly input_tokens?: unknown;
  readonly cached_tokens?: unknown;
  readonly cache_write_tokens?: unknown;
  readonly output_tokens?: unknown;
  readonly reasoning_tokens?: unknown;
  /** For how many of the requests the tokens are known. When absent: for one if there are tokens and no `count`, else for none. */
  readonly token_reqs?: unknown;
  /** What the provider itself said that the requests cost, in US dollars. */
  readonly cost_usd?: unknown;
  /** Fields of other versions. */
  readonly [other: string]: unknown;
}

/** A stored event and its decoded time. */
export interface UsageEvent {
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly stored: StoredEvent;
  /** The entry as JSON where this process has written it before: it writes the same long list again and again. */
  readonly json?: string;
}

export interface Usage {
  readonly at: number;
  readonly provider: string;
  readonly model: string;
  readonly sent: number;
  readonly recv: number;
  readonly count?: number | undefined;
  readonly program?: string | undefined;
  readonly vendor?: string | undefined;
  readonly tokens?: Partial<TokenTotals> | undefined;
  readonly costUsd?: number | undefined;
}

export function usageEventOf({
  at,
  count,
  program,
  vendor,
  tokens,
  costUsd,
  ...bytes
}: Usage): UsageEvent {
  return {
    at: expressibleTime(at),
    stored: {
      ts: formatTime(at),
      ...bytes,
      ...(count !== undefined && { count }),
      ...(program !== undefined && { program }),
      ...(vendor !== undefined && { vendor }),
      ...(tokens !== undefined && tokenFields(tokens, count)),
      ...(costUsd !== undefined && { cost_usd: costUsd }),
    },
  };
}

/** The entry without the fields that this version does not know, and without known ones that cannot be used. */
export function knownFieldsOf(event: UsageEvent): StoredEvent {
  const { ts, provider, model, sent, recv, count } = event.stored;
  const { stored } = usageEventOf({
    at: event.at,
    provider,
    model,
    sent,
    recv,
    count,
    program: programOf(event),
    vendor: vendorOf(event),
    tokens: tokensOf(event.stored),
    costUsd: costUsdOf(event),
  });
  return { ...stored, ts };
}

/** How many requests an event stands for. */
export function countOf(event: UsageEvent): number {
  return event.stored.count ?? 1;
}

export function programOf({ stored: { program } }: UsageEvent): string | undefined {
  return nameIn(program);
}

export function vendorOf({ stored: { vendor } }: UsageEvent): string | undefined {
  return nameIn(vendor);
}

/** What the provider said that the requests cost, in US dollars. */
export function costUsdOf({ stored: { cost_usd: cost } }: UsageEvent): number | undefined {
  return isCost(cost) ? cost : undefined;
}

/** Whether `value` is an amount of money that can be charged. It has the same bound as tokens and bytes, so that sums stay finite. */
export function isCost(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
}

/** A name; one that is empty says nothing. */
export function nameIn(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
