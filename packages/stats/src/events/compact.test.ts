import * as fc from "fast-check";
import { describe, type ExpectStatic, it } from "vitest";

import { encodeStatsFile } from "../file/stats-file.ts";
import { createSnapshot } from "../snapshot/snapshot.ts";
import type { Counters, Snapshot } from "../snapshot/snapshot.ts";
import { usage } from "../testing/events.ts";
import { COARSE_MINUTES, COARSEN_ABOVE, COMPACT_ABOVE, compact, KEEP_BELOW } from "./compact.ts";
import { prune } from "./prune.ts";
import { type UsageEvent, countOf } from "./usage-event.ts";

const NOW = Date.UTC(2026, 0, 1, 12);
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const FOR_EVER_SECONDS = 1e9;
/** The soak tries more: `pnpm test:soak`. */
const SOAK = process.env["HEXAI_SOAK"] !== undefined;

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
        const events = prune(
          timesOf(stream).map((at) => eventAt(at)),
          { now: NOW, before: NOW },
          windowSeconds,
        );

        expect(createSnapshot(compact(events, NOW), NOW, windowSeconds)).toEqual(
          createSnapshot(events, NOW, windowSeconds),
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

  it("differs by no more than two minutes around the window's start, or a window ahead, when the clock steps back", ({
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
      {
        numRuns: 100,
        endOnFailure: true,
        // Steps back so far that a merged minute lies on both sides of the end of a window ahead: all of it is dated to now.
        examples: [
          [
            { windowSeconds: 600, count: 3_000, models: 3, seed: 1, steps: [0] },
            [0, 0, -870_000, 300_000, 300_000, 300_000],
          ],
        ],
      },
    );
  });
});

describe("compact, with very many models", { timeout: SOAK ? 600_000 : 30_000 }, () => {
  it("keeps a day of 200 models short and below 1 MB, whatever happened in it, and every request", ({
    expect,
  }) => {
    let events: readonly UsageEvent[] = [];
    let longest = 0;
    let largest = 0;
    const day = NOW + 86_400 * SECOND_MS;
    for (let now = NOW; now < day; now += 10 * MINUTE_MS) {
      const fresh = Array.from({ length: 2_000 }, (_, index) =>
        usage({ at: now - index * 300, model: `m${index % 200}`, sent: 1, recv: 2 }),
      );
      events = compact(prune([...events, ...fresh], { now, before: now }, 86_400), now);
      longest = Math.max(longest, events.length);
      largest = Math.max(
        largest,
        encodeStatsFile({ unknown: {}, events }, now, 86_400).text.length,
      );
    }

    expect(longest).toBeLessThanOrEqual(COARSEN_ABOVE);
    expect(largest).toBeLessThan(1_000_000);
    const { global, providers } = createSnapshot(events, day, 100_000);
    expect(global).toEqual({ reqs: 288_000, sent: 288_000, recv: 576_000 });
    expect([...(providers.get("openai")?.models.values() ?? [])]).toEqual(
      Array.from({ length: 200 }, () => ({ reqs: 1_440, sent: 1_440, recv: 2_880 })),
    );
  });

  it("changes no total at the moment it happens, of all or of a model", ({ expect }) => {
    fc.assert(
      fc.property(CROWDS, (crowd) => {
        const { windowSeconds, models } = crowd;
        const events = prune(
          timesOf(crowd).map((at) => eventAt(at, models)),
          { now: NOW, before: NOW },
          windowSeconds,
        );

        const compacted = compact(events, NOW);

        expect(createSnapshot(compacted, NOW, windowSeconds)).toEqual(
          createSnapshot(events, NOW, windowSeconds),
        );
        expect(compacted.length).toBeLessThanOrEqual(COARSEN_ABOVE);
      }),
      { numRuns: CROWD_RUNS, endOnFailure: true },
    );
  });

  it.for([
    { models: 66, minutes: 1, why: "the models of the default window keep their minutes" },
    { models: 200, minutes: 5, why: "more models share buckets of five minutes" },
    { models: 900, minutes: 15, why: "and of fifteen" },
  ])("has buckets as short as suffice: $why", ({ models, minutes }, { expect }) => {
    const start = NOW - 60 * MINUTE_MS;
    const events = Array.from({ length: models * 60 }, (_, index) =>
      usage({ at: start + Math.floor(index / models) * MINUTE_MS, model: `m${index % models}` }),
    );

    const compacted = compact(events, NOW);

    expect(compacted).toHaveLength((models * 60) / minutes);
    expect(new Set(compacted.map((event) => countOf(event)))).toEqual(new Set([minutes]));
  });

  it("keeps numbers well-formed that are too large to be added exactly", ({ expect }) => {
    const most = Number.MAX_SAFE_INTEGER;
    const events = Array.from({ length: 2 * COARSEN_ABOVE }, (_, index) =>
      usage({
        at: NOW - 10 * MINUTE_MS + (index % 2),
        model: `m${index % 3}`,
        sent: most,
        recv: most,
        count: most,
      }),
    );

    const compacted = compact(events, NOW);

    expect(compacted).toHaveLength(3);
    for (const { stored } of compacted) {
      expect([stored.sent, stored.recv, stored.count].every(Number.isSafeInteger)).toBe(true);
    }
  });

  it("grows by one event for a model more where no bucket suffices, and loses none", ({
    expect,
  }) => {
    const events = Array.from({ length: 20_000 }, (_, index) =>
      usage({ at: NOW - (index % 60) * MINUTE_MS, model: `m${index % 10_000}` }),
    );

    const compacted = compact(events, NOW);

    expect(compacted).toHaveLength(10_000);
    expect(createSnapshot(compacted, NOW, 3600).providers).toEqual(
      createSnapshot(events, NOW, 3600).providers,
    );
  });

  it("differs later from an untouched twin by no more than the window's oldest bucket", ({
    expect,
  }) => {
    fc.assert(
      fc.property(CROWDS, (crowd) => {
        const bucketMs = widestBucketMs(crowd);
        expectTwins(
          expect,
          crowd,
          (oldest) => (at) => Math.floor(at / bucketMs) === Math.floor(oldest / bucketMs),
        );
      }),
      { numRuns: CROWD_RUNS, endOnFailure: true },
    );
  });

  it("differs by no more than that on either side when the clock steps back", ({ expect }) => {
    const clocks = fc.array(fc.integer({ min: -90_000_000, max: 300_000 }), { maxLength: 6 });
    fc.assert(
      fc.property(CROWDS, clocks, (crowd, steps) => {
        const bucketMs = widestBucketMs(crowd, 2); // the window before the step lies ahead
        expectTwins(
          expect,
          { ...crowd, steps: [0, ...steps] },
          (oldest) => (at) => Math.abs(at - oldest) <= bucketMs + 2 * MINUTE_MS,
        );
      }),
      {
        numRuns: CROWD_RUNS,
        endOnFailure: true,
        examples: [
          [
            { windowSeconds: 86_384, count: 9_517, models: 108, seed: 3, steps: [0] },
            [299_995, -61_883_822],
          ],
        ],
      },
    );
  });
});

/**
 * Feeds a stream to a list that is compacted at every step and to one that never is, and compares what
 * they show then and later. What they may disagree on when the clock steps back they may disagree on for good,
 * since it begins a window of its own.
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
  const stepsBack = steps.some((stepMs) => stepMs < 0);
  const everDisputed = new Set<number>();
  let now = NOW;
  let compacted: readonly UsageEvent[] = [];
  let twin: readonly UsageEvent[] = [];
  let all: readonly UsageEvent[] = [];
  steps.forEach((stepMs, index) => {
    now += stepMs;
    const fresh = times
      .slice(index * batch, (index + 1) * batch)
      .map((time) => eventAt(time + now - NOW, stream.models));
    const time = { now, before: now };
    if (stepsBack) {
      disputedAheadOf(now, fresh).forEach((event) => everDisputed.add(event));
    }
    compacted = compact(prune([...compacted, ...fresh], time, windowSeconds), now);
    twin = prune([...twin, ...fresh], time, windowSeconds);
    all = prune([...all, ...fresh], { now, before: Number.NEGATIVE_INFINITY }, windowSeconds); // drops nothing
    if (stepsBack) {
      disputedAt(now).forEach((event) => everDisputed.add(event));
    }
  });
  for (const share of [0, 0.01, 0.1, 0.5, 0.9, 0.99]) {
    const then = now + Math.floor(share * windowSeconds * SECOND_MS);
    const view = createSnapshot(compacted, then, windowSeconds);
    const truth = createSnapshot(twin, then, windowSeconds);
    const indexes = new Set([...everDisputed, ...disputedAt(then)]);
    const disputed = createSnapshot(
      all.filter((_, index) => indexes.has(index)),
      now,
      FOR_EVER_SECONDS,
    );
    const models = Array.from({ length: stream.models }, (_, index) => `m${index}`);
    const excesses = ["all", ...models].flatMap((name) => {
      const [most, seen, real] = [disputed, view, truth].map((each) => countersOf(each, name));
      return (["reqs", "sent", "recv"] as const).filter(
        (of) => Math.abs((seen?.[of] ?? 0) - (real?.[of] ?? 0)) > (most?.[of] ?? 0),
      );
    });
    expect(excesses).toEqual([]);
  }

  /** As below, of the events that a merged event may date to now before their time, because its newest part is too far ahead. */
  function disputedAheadOf(moment: number, fresh: readonly UsageEvent[]): readonly number[] {
    const isDisputable = mayDiffer(moment + windowSeconds * SECOND_MS);
    return [...all, ...fresh].flatMap(({ at }, index) => (isDisputable(at) ? [index] : []));
  }

  /** Places in `all` of the events that one may disagree on at a moment. */
  function disputedAt(moment: number): readonly number[] {
    const isDisputable = mayDiffer(moment - windowSeconds * SECOND_MS);
    return all.flatMap(({ at }, index) => (isDisputable(at) ? [index] : []));
  }
}

function countersOf(snapshot: Snapshot | undefined, name: string): Counters | undefined {
  return name === "all" ? snapshot?.global : snapshot?.providers.get("openai")?.models.get(name);
}

/** The longest bucket that compaction may have to resort to, by its documentation, when the events span so many windows. */
function widestBucketMs({ windowSeconds, models }: Stream, windows = 1): number {
  const minutes = (windows * windowSeconds) / 60 + 1; // one may lie ahead
  const bucket = COARSE_MINUTES.find(
    (length) => (minutes / length + 2) * models <= COARSEN_ABOVE, // those at both ends are there in part
  );
  return (bucket ?? 1440) * MINUTE_MS;
}

/** How many requests over which window, and how a clock that goes forward cuts them into updates. */
const STREAMS = fc.record({
  windowSeconds: fc.integer({ min: 60, max: 86_400 }),
  count: fc.integer({ min: 0, max: 3_000 }),
  models: fc.constant<number>(3),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  steps: fc.array(fc.integer({ min: 0, max: 120_000 }), { minLength: 1, maxLength: 12 }),
});

/** So many models and requests that their minutes are too many. */
const CROWDS = fc.record({
  windowSeconds: fc.integer({ min: 3_600, max: 86_400 }),
  count: fc.integer({ min: 5_000, max: 12_000 }),
  models: fc.integer({ min: 100, max: 400 }),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  steps: fc.array(fc.integer({ min: 0, max: 120_000 }), { minLength: 1, maxLength: 6 }),
});
const CROWD_RUNS = SOAK ? 300 : 10;

type Stream = typeof STREAMS extends fc.Arbitrary<infer T> ? T : never;

/** Scattered over the window that ends at NOW. */
function timesOf({ windowSeconds, count, seed }: Stream): readonly number[] {
  const spreadMs = windowSeconds * SECOND_MS;
  return Array.from(
    { length: count },
    (_, index) => NOW - (((seed + index) * 2_654_435_761) % spreadMs),
  );
}

function eventAt(at: number, models = 3): UsageEvent {
  return usage({ at, model: `m${at % models}`, sent: at % 1000, recv: at % 77 });
}

function evenly(count: number, spreadMs: number): readonly UsageEvent[] {
  return Array.from({ length: count }, (_, index) =>
    usage({ at: NOW - spreadMs + Math.ceil((index * spreadMs) / count) }),
  );
}

function totalOf(events: readonly UsageEvent[]): number {
  return events.reduce((sum, event) => sum + countOf(event), 0);
}
