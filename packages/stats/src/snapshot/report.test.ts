import { array, assert, integer, property } from "fast-check";
import { describe, it } from "vitest";

import { compact } from "../events/compact.ts";
import type { UsageEvent } from "../events/usage-event.ts";
import { usage } from "../testing/events.ts";
import { createReport } from "./report.ts";

const NOW = Date.UTC(2026, 10, 23, 18, 40, 30);
const MINUTE_MS = 60_000;

describe("createReport", () => {
  it("says where the window begins and ends, and what was skipped", ({ expect }) => {
    const report = createReport({ events: [], skipped: 3 }, NOW, 120);

    expect(report).toEqual({
      snapshot: expect.objectContaining({ windowSeconds: 120 }),
      from: NOW - 120_000,
      to: NOW,
      reqsByMinute: [0, 0, 0],
      skippedEvents: 3,
    });
  });

  it.for([
    { ago: 0, minutes: [0, 0, 1], why: "now" },
    { ago: 30_000, minutes: [0, 0, 1], why: "as the clock's minute began" },
    { ago: 30_001, minutes: [0, 1, 0], why: "just before" },
    { ago: 119_999, minutes: [1, 0, 0], why: "as the window began" },
    { ago: 120_000, minutes: [0, 0, 0], why: "too early" },
    { ago: -50_000, minutes: [0, 0, 1], why: "by a clock that is a little ahead" },
    { ago: -500_000, minutes: [0, 0, 1], why: "by a clock that was set back" },
  ])("counts a request made $why in its minute", ({ ago, minutes }, { expect }) => {
    expect(minutesOf([usage({ at: NOW - ago })], 120)).toEqual(minutes);
  });

  it("counts every request that an entry stands for", ({ expect }) => {
    expect(minutesOf([usage({ at: NOW, count: 7 })], 60)).toEqual([0, 7]);
  });

  it("gives the same minutes after compaction", ({ expect }) => {
    assert(
      property(array(integer({ min: 0, max: 50 * MINUTE_MS }), { maxLength: 1500 }), (agos) => {
        const events = agos.map((ago) => usage({ at: NOW - ago }));

        expect(minutesOf(compact(events, NOW), 3600)).toEqual(minutesOf(events, 3600));
      }),
      { numRuns: 20 },
    );
  });
});

function minutesOf(events: readonly UsageEvent[], windowSeconds: number): readonly number[] {
  return createReport({ events, skipped: 0 }, NOW, windowSeconds).reqsByMinute;
}
