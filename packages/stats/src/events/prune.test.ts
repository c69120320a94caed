import { describe, it } from "vitest";

import { usage } from "../testing/events.ts";
import { prune } from "./prune.ts";

const NOW = Date.UTC(2026, 0, 1);
const SECOND_MS = 1_000;

describe("prune", () => {
  it.for([
    { age: 0, kept: 1, why: "the present is inside" },
    { age: 60 * SECOND_MS - 1, kept: 1, why: "just young enough" },
    { age: 60 * SECOND_MS, kept: 0, why: "exactly one window old" },
    { age: -1, kept: 1, why: "finished while we waited for the lock" },
    { age: -86_400 * SECOND_MS, kept: 1, why: "the clock has been set back a day" },
  ])("keeps $kept of an event $age ms old: $why", ({ age, kept }, { expect }) => {
    expect(prune([usage({ at: NOW - age })], NOW, 60)).toHaveLength(kept);
  });

  it("looks at every event, not only at the head", ({ expect }) => {
    const events = [NOW, NOW - 61 * SECOND_MS, NOW - 1].map((at) => usage({ at }));

    expect(prune(events, NOW, 60).map((event) => event.at)).toEqual([NOW, NOW - 1]);
  });

  it.for([
    { ahead: 60 * SECOND_MS, at: NOW + 60 * SECOND_MS, why: "a minute is tolerated" },
    { ahead: 60 * SECOND_MS + 1, at: NOW, why: "more is another clock's" },
  ])("dates an event $ahead ms ahead: $why", ({ ahead, at }, { expect }) => {
    const [event] = prune([usage({ at: NOW + ahead })], NOW, 60);

    expect(event?.at).toBe(at);
    expect(event?.stored.ts).toBe(new Date(at).toISOString());
  });
});
