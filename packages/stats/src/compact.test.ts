import * as fc from "fast-check";
import { describe, type ExpectStatic, it } from "vitest";

import { COMPACT_ABOVE, KEEP_BELOW, compact } from "./compact.ts";
import { prune } from "./prune.ts";
import { snapshotOf } from "./snapshot-of.ts";
import { usage } from "./testing/events.ts";
import { type UsageEvent, countOf } from "./usage-event.ts";

const NOW = Date.UTC(2026, 0, 1, 12);
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const FOR_EVER_SECONDS = 1e9;

describe("compact", () => {
  it("leaves a short list alone", ({ expect }) => {
    const events = evenly(COMPACT_ABOVE, 3600 * SECOND_MS);

    expect(compact(events, NOW)).toBe(events);
  });

  it("makes one event of a minute's, with the sums, the count and the newest time", ({
    expect,
  }) => {
    const minute = Math.floor(NOW / MINUTE_MS - 5) * MINUTE_MS;
    const events = Array.from({ length: COMPACT_ABOVE + 1 }, (_, index) =>
      usage({ at: minute + (index === 7 ? 59_999 : index), sent: 1, recv: 2 }),
    );

    expect(compact(events, NOW)).toEqual([
      usage({ at: minute + 59_999, sent: 1001, recv: 2002, count: 1001 }),
    ]);
  });

  it("leaves the last minute alone while the rest gives room enough", ({ expect }) => {
    const young = evenly(100, MINUTE_MS);
    const old = evenly(COMPACT_ABOVE, 3000 * SECOND_MS).map(({ at }) =>
      usage({ at: at - 2 * MINUTE_MS }),
    );

    const compacted = compact([...old, ...young], NOW);

    expect(compacted.slice(-100)).toEqual(young);
    expect(compacted.length).toBeLessThan(KEEP_BELOW);
  });

  it("does not let a flood of one minute grow the list", ({ expect }) => {
    const compacted = compact(evenly(5_000, MINUTE_MS), NOW);

    expect(compacted.length).toBeLessThanOrEqual(61);
    expect(totalOf(compacted)).toBe(5_000);
  });

  it("keeps a list short that was compacted before", ({ expect }) => {
    const before = [
      usage({ at: NOW - 10 * MINUTE_MS, count: 2 }),
      ...evenly(KEEP_BELOW, MINUTE_MS),
    ];

    expect(compact(before, NOW).length).toBeLessThan(KEEP_BELOW);
  });

  it("keeps models apart whose names look alike", ({ expect }) => {
    const names = [
      ["a", "b,c"],
      ["a,b", "c"],
      ['a"', "b"],
    ] as const;
    const events = evenly(COMPACT_ABOVE + 1, 1).map((event, index) => {
      const [provider, model] = names[index % names.length] ?? names[0];
      return usage({ at: event.at - 5.5 * MINUTE_MS, provider, model });
    });

    expect(compact(events, NOW)).toHaveLength(3);
  });

  it("changes no total at the moment it happens", ({ expect }) => {
    fc.assert(
      fc.property(STREAMS, (stream) => {
        const { windowSeconds } = stream;
        const events = prune(timesOf(stream).map(eventAt), NOW, windowSeconds);

        expect(snapshotOf(compact(events, NOW), NOW, windowSeconds)).toEqual(
          snapshotOf(events, NOW, windowSeconds),
        );
      }),
      { numRuns: 50, endOnFailure: true },
    );
  });

  it("differs later from an untouched twin by no more than the window's oldest minute", ({
    expect,
  }) => {
    fc.assert(
      fc.property(STREAMS, (stream) => {
        expectTwins(expect, stream, (oldest) => {
          const minute = Math.floor(oldest / MINUTE_MS);
          return (at) => Math.floor(at / MINUTE_MS) === minute;
        });
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });

  it("differs by no more than two minutes around the window's start when the clock steps back", ({
    expect,
  }) => {
    const clocks = fc.array(fc.integer({ min: -90_000_000, max: 300_000 }), { maxLength: 12 });
    fc.assert(
      fc.property(STREAMS, clocks, (stream, steps) => {
        expectTwins(
          expect,
          { ...stream, steps: [0, ...steps] },
          (oldest) => (at) => Math.abs(at - oldest) <= 2 * MINUTE_MS,
        );
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });
});

/**
 * Feeds a stream to a list that is compacted at every step and to one that never is, and compares what
 * they show then and later.
 *
 * @param mayDiffer - Given the window's start, which events the two may disagree on.
 */
function expectTwins(
  expect: ExpectStatic,
  stream: Stream,
  mayDiffer: (oldest: number) => (at: number) => boolean,
): void {
  const { windowSeconds, steps } = stream;
  const times = timesOf(stream);
  const batch = Math.ceil(times.length / steps.length);
  let now = NOW;
  let compacted: readonly UsageEvent[] = [];
  let twin: readonly UsageEvent[] = [];
  let all: readonly UsageEvent[] = [];
  steps.forEach((stepMs, index) => {
    now += stepMs;
    const fresh = times
      .slice(index * batch, (index + 1) * batch)
      .map((time) => eventAt(time + now - NOW));
    compacted = compact(prune([...compacted, ...fresh], now, windowSeconds), now);
    twin = prune([...twin, ...fresh], now, windowSeconds);
    all = prune([...all, ...fresh], now, FOR_EVER_SECONDS);
  });
  for (const share of [0, 0.01, 0.1, 0.5, 0.9, 0.99]) {
    const then = now + Math.floor(share * windowSeconds * SECOND_MS);
    const oldest = then - windowSeconds * SECOND_MS;
    const isDisputable = mayDiffer(oldest);
    const allowed = all.filter(({ at }) => isDisputable(at)).length;
    const difference =
      snapshotOf(compacted, then, windowSeconds).global.reqs -
      snapshotOf(twin, then, windowSeconds).global.reqs;
    expect(Math.abs(difference)).toBeLessThanOrEqual(allowed);
  }
}

/** How many requests over which window, and how a clock that goes forward cuts them into updates. */
const STREAMS = fc.record({
  windowSeconds: fc.integer({ min: 60, max: 86_400 }),
  count: fc.integer({ min: 0, max: 3_000 }),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  steps: fc.array(fc.integer({ min: 0, max: 120_000 }), { minLength: 1, maxLength: 12 }),
});

type Stream = typeof STREAMS extends fc.Arbitrary<infer T> ? T : never;

/** Scattered over the window that ends at NOW. */
function timesOf({ windowSeconds, count, seed }: Stream): readonly number[] {
  const spreadMs = windowSeconds * SECOND_MS;
  return Array.from(
    { length: count },
    (_, index) => NOW - (((seed + index) * 2_654_435_761) % spreadMs),
  );
}

function eventAt(at: number): UsageEvent {
  return usage({ at, model: `m${at % 3}`, sent: at % 1000, recv: at % 77 });
}

function evenly(count: number, spreadMs: number): readonly UsageEvent[] {
  return Array.from({ length: count }, (_, index) =>
    usage({ at: NOW - spreadMs + Math.ceil((index * spreadMs) / count) }),
  );
}

function totalOf(events: readonly UsageEvent[]): number {
  return events.reduce((sum, event) => sum + countOf(event), 0);
}
