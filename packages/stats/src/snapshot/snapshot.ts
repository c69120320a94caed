import { eventsInWindow } from "../events/prune.ts";
import { sumOf, sumTokens, type TokenTotals, tokensOf } from "../events/token-totals.ts";
import { countOf, costUsdOf, programOf, type UsageEvent, vendorOf } from "../events/usage-event.ts";
import { groupKeyOf } from "../events/usage-group.ts";

/** Totals over a set of requests. Sizes are UTF-8 bytes. */
export interface Counters {
  readonly reqs: number;
  readonly sent: number;
  readonly recv: number;
  /** What is known of their tokens; absent when nothing is. */
  readonly tokens?: TokenTotals;
}

/**
 * Requests of one model, program and vendor of which the same is known, and which are of one price tier. What they cost follows
 * from their sums: it is `tokens.reqs` times the price of an average request.
 */
export interface UsageGroup extends Counters {
  readonly provider: string;
  readonly model: string;
  /** The program that made the requests. */
  readonly program?: string;
  /** Who charges for them, such as `openai`, or `local` for a host on this machine. */
  readonly vendor?: string;
  /** What the provider itself said that they cost, in US dollars. */
  readonly costUsd?: number;
}

/** One provider's part of a snapshot. */
export interface ProviderUsage {
  readonly totals: Counters;
  /** By model, in the order first seen. A map, because a model's name is user input. */
  readonly models: ReadonlyMap<string, Counters>;
}

/** The requests of all processes of this user inside the window: the global Σ view. */
export interface Snapshot {
  readonly global: Counters;
  /** By provider, in the order first seen. */
  readonly providers: ReadonlyMap<string, ProviderUsage>;
  /** The same requests by what their price depends on, in the order first seen. */
  readonly groups: readonly UsageGroup[];
  /** Requests per minute over the whole window. */
  readonly rpm: number;
  /** Length of the window in seconds. */
  readonly windowSeconds: number;
}

const NOTHING: Counters = { reqs: 0, sent: 0, recv: 0 };

/** Adds up the events inside the window that ends at `now` (milliseconds since the Unix epoch). */
export function createSnapshot(
  events: readonly UsageEvent[],
  now: number,
  windowSeconds: number,
): Snapshot {
  const groups = groupsOf(eventsInWindow(events, now, windowSeconds));
  let global = NOTHING;
  const providers = new Map<string, { totals: Counters; models: Map<string, Counters> }>();
  for (const group of groups) {
    const { provider, model } = group;
    const usage = providers.get(provider) ?? { totals: NOTHING, models: new Map() };
    providers.set(provider, usage);
    global = plus(global, group);
    usage.totals = plus(usage.totals, group);
    usage.models.set(model, plus(usage.models.get(model) ?? NOTHING, group));
  }
  return { global, providers, groups, rpm: rpmOf(global.reqs, windowSeconds), windowSeconds };
}

/** Requests per minute, over the snapshot's whole window. */
export function rpm(snapshot: Snapshot): number {
  return rpmOf(snapshot.global.reqs, snapshot.windowSeconds);
}

function rpmOf(reqs: number, windowSeconds: number): number {
  return windowSeconds > 0 ? (reqs * 60) / windowSeconds : 0;
}

/** Adds up in place: a list of events can be long, and the few groups are added up from their sums. */
function groupsOf(events: readonly UsageEvent[]): readonly UsageGroup[] {
  const groups = new Map<string, Mutable<UsageGroup>>();
  for (const event of events) {
    const { provider, model, sent, recv } = event.stored;
    const tokens = tokensOf(event.stored);
    const costUsd = costUsdOf(event);
    const key = groupKeyOf(event, tokens);
    const group = groups.get(key);
    if (group === undefined) {
      const program = programOf(event);
      const vendor = vendorOf(event);
      groups.set(key, {
        provider,
        model,
        reqs: countOf(event),
        sent,
        recv,
        ...(program !== undefined && { program }),
        ...(vendor !== undefined && { vendor }),
        ...(tokens !== undefined && { tokens }),
        ...(costUsd !== undefined && { costUsd }),
      });
      continue;
    }
    group.reqs += countOf(event);
    group.sent += sent;
    group.recv += recv;
    if (tokens !== undefined) {
      group.tokens = sumTokens(group.tokens, tokens) ?? tokens;
    }
    if (costUsd !== undefined) {
      group.costUsd = sumOf(group.costUsd ?? 0, costUsd);
    }
  }
  return [...groups.values()];
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

function plus(totals: Counters, counters: Counters): Counters {
  const tokens = sumTokens(totals.tokens, counters.tokens);
  return {
    reqs: totals.reqs + counters.reqs,
    sent: totals.sent + counters.sent,
    recv: totals.recv + counters.recv,
    ...(tokens !== undefined && { tokens }),
  };
}
