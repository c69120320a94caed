import { eventsInWindow } from "../events/prune.ts";
import { type UsageEvent, countOf } from "../events/usage-event.ts";

/** Totals over a set of requests. Sizes are UTF-8 bytes. */
export interface Counters {
  readonly reqs: number;
  readonly sent: number;
  readonly recv: number;
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
  let global = NOTHING;
  const providers = new Map<string, { totals: Counters; models: Map<string, Counters> }>();
  for (const event of eventsInWindow(events, now, windowSeconds)) {
    const { provider, model } = event.stored;
    const usage = providers.get(provider) ?? { totals: NOTHING, models: new Map() };
    providers.set(provider, usage);
    global = plus(global, event);
    usage.totals = plus(usage.totals, event);
    usage.models.set(model, plus(usage.models.get(model) ?? NOTHING, event));
  }

  return { global, providers, rpm: rpmOf(global.reqs, windowSeconds), windowSeconds };
}

/** Requests per minute, over the snapshot's whole window. */
export function rpm(snapshot: Snapshot): number {
  return rpmOf(snapshot.global.reqs, snapshot.windowSeconds);
}

function rpmOf(reqs: number, windowSeconds: number): number {
  return windowSeconds > 0 ? (reqs * 60) / windowSeconds : 0;
}

function plus(totals: Counters, event: UsageEvent): Counters {
  return {
    reqs: totals.reqs + countOf(event),
    sent: totals.sent + event.stored.sent,
    recv: totals.recv + event.stored.recv,
  };
}
