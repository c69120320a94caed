import { isEqualJson } from "./is-equal-json.ts";
import { sumOf, sumTokens, tokensOf } from "./token-totals.ts";
import {
  costUsdOf,
  countOf,
  programOf,
  type StoredEvent,
  type UsageEvent,
  usageEventOf,
  vendorOf,
} from "./usage-event.ts";

/**
 * Makes one event of two of the same group, with the sums, the count and the newest time. A field that this version does not
 * know survives where it is equal in both; nobody can tell whether it may be added.
 */
export function mergeEvents(a: UsageEvent, b: UsageEvent): UsageEvent {
  const [aCost, bCost] = [costUsdOf(a), costUsdOf(b)];
  const { at, stored } = usageEventOf({
    at: Math.max(a.at, b.at),
    provider: a.stored.provider,
    model: a.stored.model,
    sent: sumOf(a.stored.sent, b.stored.sent),
    recv: sumOf(a.stored.recv, b.stored.recv),
    count: sumOf(countOf(a), countOf(b)),
    program: programOf(a),
    vendor: vendorOf(a),
    tokens: sumTokens(tokensOf(a.stored), tokensOf(b.stored)),
    costUsd: aCost !== undefined && bCost !== undefined ? sumOf(aCost, bCost) : undefined,
  });
  const shared = sharedFields(a.stored, b.stored);
  return { at, stored: shared === undefined ? stored : { ...stored, ...shared } };
}

const KNOWN_FIELDS: ReadonlySet<string> = new Set([
  "ts",
  "provider",
  "model",
  "sent",
  "recv",
  "count",
  "program",
  "vendor",
  "input_tokens",
  "cached_tokens",
  "cache_write_tokens",
  "output_tokens",
  "reasoning_tokens",
  "token_reqs",
  "cost_usd",
]);

function sharedFields(a: StoredEvent, b: StoredEvent): Partial<StoredEvent> | undefined {
  const names = Object.keys(a).filter(
    (name) => !KNOWN_FIELDS.has(name) && Object.hasOwn(b, name) && isEqualJson(a[name], b[name]),
  );
  return names.length === 0 ? undefined : Object.fromEntries(names.map((name) => [name, a[name]]));
}
