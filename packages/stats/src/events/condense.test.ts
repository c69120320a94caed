import * as fc from "fast-check";
import { describe, it } from "vitest";

import { snapshotOf } from "../snapshot/snapshot-of.ts";
import { usage } from "../testing/events.ts";
import { condense } from "./condense.ts";
import { type UsageEvent, countOf } from "./usage-event.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** The beginning of an hour. */
const START = Date.UTC(2026, 0, 1, 12);

describe("condense", () => {
  it("keeps what each minute and each model had, and says it with fewer events", ({ expect }) => {
    const events = [0, 1, 2].flatMap((minute) =>
      ["a", "b", "c"].map((model) =>
        usage({ at: START + minute * MINUTE_MS, model, sent: 10, recv: 1, count: 2 }),
      ),
    );

    expect(condense(events, HOUR_MS)).toEqual([
      usage({ at: START, model: "a", sent: 30, recv: 3, count: 6 }),
      usage({ at: START + MINUTE_MS, model: "b", sent: 30, recv: 3, count: 6 }),
      usage({ at: START + 2 * MINUTE_MS, model: "c", sent: 30, recv: 3, count: 6 }),
    ]);
  });

  it("shares a model's bytes among its parts to the last byte", ({ expect }) => {
    const events = [
      usage({ at: START, model: "a", sent: 10, recv: 1, count: 3 }),
      usage({ at: START, model: "b", sent: 2, recv: 0 }),
      usage({ at: START, model: "b", sent: 2, recv: 0 }),
      usage({ at: START + MINUTE_MS, model: "a", sent: 0, recv: 1, count: 1 }),
      usage({ at: START + MINUTE_MS, model: "a", sent: 0, recv: 1, count: 1 }),
      usage({ at: START + MINUTE_MS, model: "a", sent: 1, recv: 0, count: 1 }),
    ];

    expect(condense(events, HOUR_MS)).toEqual([
      usage({ at: START, model: "a", sent: 9, recv: 2, count: 5 }),
      usage({ at: START + MINUTE_MS, model: "a", sent: 2, recv: 1, count: 1 }),
      usage({ at: START + MINUTE_MS, model: "b", sent: 4, recv: 0, count: 2 }),
    ]);
  });

  it("leaves a step alone that gains nothing", ({ expect }) => {
    const events = [
      usage({ at: START, model: "a" }),
      usage({ at: START + MINUTE_MS, model: "b" }),
      usage({ at: START + HOUR_MS, model: "a" }),
    ];

    expect(condense(events, HOUR_MS)).toEqual(events);
  });

  it("keeps every total, every minute's requests and every step's models, in few events", ({
    expect,
  }) => {
    fc.assert(
      fc.property(
        fc.array(EVENTS, { minLength: 1, maxLength: 300 }),
        fc.constantFrom(5, 60, 180),
        (events, stepMinutes) => {
          const stepMs = stepMinutes * MINUTE_MS;

          const condensed = condense(events, stepMs);

          expect(sumsOf(condensed, minuteOf)).toEqual(sumsOf(events, minuteOf));
          for (const of of ["sent", "recv", "reqs"] as const) {
            const key = (event: UsageEvent): string =>
              `${Math.floor(event.at / stepMs)} ${event.stored.provider} ${event.stored.model}`;
            expect(sumsOf(condensed, key, of)).toEqual(sumsOf(events, key, of));
          }
          expect(snapshotOf(condensed, START, 1e9).global).toEqual(
            snapshotOf(events, START, 1e9).global,
          );
          const steps = new Set(events.map(({ at }) => Math.floor(at / stepMs))).size;
          const minutes = new Set(events.map(minuteOf)).size;
          expect(condensed.length).toBeLessThanOrEqual(minutes + steps * (NAMES.length ** 2 - 1));
        },
      ),
    );
  });

  it("ends with numbers too large to be added exactly, and keeps them well-formed", ({
    expect,
  }) => {
    const most = Number.MAX_SAFE_INTEGER;
    const events = [0, 1].flatMap((minute) =>
      ["a", "b", "a"].map((model) =>
        usage({ at: START + minute, model, sent: most, recv: most, count: most }),
      ),
    );

    const condensed = condense(events, HOUR_MS);

    expect(condensed.length).toBeLessThan(events.length);
    for (const { stored } of condensed) {
      expect([stored.sent, stored.recv, stored.count].every(Number.isSafeInteger)).toBe(true);
    }
  });
});

const NAMES = ["a", "b", "1 a"] as const;

const EVENTS = fc
  .record({
    at: fc.integer({ min: START - 6 * HOUR_MS, max: START }),
    provider: fc.constantFrom(...NAMES),
    model: fc.constantFrom(...NAMES),
    sent: fc.nat(1_000_000),
    recv: fc.nat(10),
    count: fc.integer({ min: 1, max: 9 }),
  })
  .map(usage);

function minuteOf({ at }: UsageEvent): number {
  return Math.floor(at / MINUTE_MS);
}

function sumsOf(
  events: readonly UsageEvent[],
  keyOf: (event: UsageEvent) => unknown,
  of: "reqs" | "sent" | "recv" = "reqs",
): ReadonlyMap<unknown, number> {
  const sums = new Map<unknown, number>();
  for (const event of events) {
    const key = keyOf(event);
    sums.set(key, (sums.get(key) ?? 0) + (of === "reqs" ? countOf(event) : event.stored[of]));
  }
  return sums;
}
