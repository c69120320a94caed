import { describe, it } from "vitest";

import { usage } from "../testing/events.ts";
import { eventsInWindow, prune } from "./prune.ts";

const NOW = Date.UTC(2026, 0, 1);
const WINDOW_SECONDS = 60;
const WINDOW_MS = 60_000;
const DAY_MS = 86_400_000;

describe("eventsInWindow", () => {
  it.for([
    { age: 0, kept: 1, why: "the present is inside" },
    { age: WINDOW_MS - 1, kept: 1, why: "just young enough" },
    { age: WINDOW_MS, kept: 0, why: "exactly one window old" },
    { age: -1, kept: 1, why: "finished while we waited for the lock" },
    { age: -DAY_MS, kept: 1, why: "the clock has been set back a day" },
  ])("keeps $kept of an event $age ms old: $why", ({ age, kept }, { expect }) => {
    expect(eventsInWindow([usage({ at: NOW - age })], NOW, WINDOW_SECONDS)).toHaveLength(kept);
  });

  it("looks at every event, not only at the head", ({ expect }) => {
    const events = [NOW, NOW - WINDOW_MS, NOW - 1].map((at) => usage({ at }));

    expect(eventsInWindow(events, NOW, WINDOW_SECONDS).map((event) => event.at)).toEqual([
      NOW,
      NOW - 1,
    ]);
  });
});

describe("prune", () => {
  it.for([
    { before: NOW, at: NOW - WINDOW_MS + 1, left: NOW - WINDOW_MS + 1, why: "young enough" },
    { before: NOW, at: NOW - WINDOW_MS, left: undefined, why: "a window old by both clocks" },
    { before: undefined, at: NOW - WINDOW_MS, left: undefined, why: "no clock before" },
    { before: NOW - 1, at: NOW - WINDOW_MS, left: NOW - WINDOW_MS, why: "not by the one before" },
    { before: NOW + DAY_MS, at: NOW - 1, left: NOW - 1, why: "only by the one before" },
    { before: NOW, at: NOW + WINDOW_MS, left: NOW + WINDOW_MS, why: "a window ahead" },
    { before: NOW, at: NOW + WINDOW_MS + 1, left: NOW, why: "more than that of both" },
    { before: undefined, at: NOW + WINDOW_MS + 1, left: NOW, why: "no clock before" },
    { before: NOW + 1, at: NOW + WINDOW_MS + 1, left: NOW + WINDOW_MS + 1, why: "not of both" },
    { before: NOW - DAY_MS, at: NOW + 1, left: NOW + 1, why: "only of the one before" },
  ])("after an update at $before, makes $left of an event at $at: $why", (example, { expect }) => {
    const { before, at, left } = example;
    const pruned = prune([usage({ at })], { now: NOW, before }, WINDOW_SECONDS);

    expect(pruned).toEqual(left === undefined ? [] : [usage({ at: left })]);
  });
});
