import fs from "node:fs";
import { join } from "node:path";

import * as fc from "fast-check";
import { describe, it } from "vitest";

import { COMPACT_ABOVE } from "../../events/compact.ts";
import { createStore } from "../../store/io/create-store.ts";
import { usage } from "../../testing/events.ts";
import { temporaryDirectory } from "../../testing/temporary-directory.ts";
import { updatePlace } from "../../testing/update-place.ts";
import { updateOnce } from "./update-cycle.ts";

const NOW = Date.UTC(2026, 10, 23, 18, 40, 0, 123);
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 86_400_000;

describe("one update under a wrong clock", () => {
  it.for([
    ["two hours behind", -2 * HOUR_MS, 4],
    ["ten years behind", -10 * YEAR_MS, 4],
    ["before the year 0", -3_000 * YEAR_MS, 4],
    ["two hours ahead", 2 * HOUR_MS, 1],
    ["ten years ahead", 10 * YEAR_MS, 1],
    ["after the year 9999", 9_000 * YEAR_MS, 0],
  ] as const)("loses nothing when it is %s", async ([, offset, seenByWrong], { expect }) => {
    const dir = await temporaryDirectory();
    let now = NOW;
    const store = createStore({ dir, now: () => now });
    for (const minute of [0, 10, 20]) {
      now = NOW + minute * MINUTE_MS;
      await store.update("p", "right", 1, 2);
    }

    now += offset;
    await store.update("p", "wrong", 1, 2);
    const seenByIt = (await store.snapshot()).global.reqs;
    now = NOW + 30 * MINUTE_MS;
    const seen = await requestsOf("right");
    await store.update("p", "right", 1, 2);
    now = NOW + 50 * MINUTE_MS;
    await store.update("p", "right", 1, 2);

    expect(seen).toBe(3);
    expect(seenByIt).toBe(seenByWrong);
    expect(await requestsOf("right")).toBe(5);
    now = NOW + 60 * MINUTE_MS;
    expect(await requestsOf("right"), "an event still leaves with its own time").toBe(4);

    async function requestsOf(model: string): Promise<number> {
      const { providers } = await store.snapshot();
      return providers.get("p")?.models.get(model)?.reqs ?? 0;
    }
  });

  it("loses no event that is inside the window by the right clock, whichever it is and whenever it happens", async ({
    expect,
  }) => {
    const directory = await temporaryDirectory();
    let run = 0;
    const offsets = fc.oneof(
      fc.integer({ min: -3 * HOUR_MS, max: 3 * HOUR_MS }),
      fc.integer({ min: -100 * YEAR_MS, max: 100 * YEAR_MS }),
      fc.integer({ min: -10_000 * YEAR_MS, max: 20_000 * YEAR_MS }),
    );
    const steps = fc.array(fc.integer({ min: 0, max: 20 * MINUTE_MS }), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(steps, fc.nat(), offsets, fc.constantFrom(60, 3_600, 86_400), (...example) => {
        const [gaps, place, offset, windowSeconds] = example;
        const path = join(directory, `${(run += 1)}.json`);
        const wrong = place % gaps.length;
        const right: number[] = [];
        let now = NOW;
        gaps.forEach((gap, index) => {
          now += gap;
          if (index === wrong) {
            record(path, now + offset, "wrong", windowSeconds);
          } else {
            record(path, now, "right", windowSeconds);
            right.push(now);
          }
          const stored = eventsAt(path).filter((event) => event.stored.model === "right");
          const inside = right.filter((at) => at > now - windowSeconds * 1_000);
          expect(stored.map(({ at }) => at)).toEqual(expect.arrayContaining(inside));
        });
      }),
      { numRuns: 60 },
    );
  });

  it("loses none of a list that it compacts", async ({ expect }) => {
    const path = join(await temporaryDirectory(), "stats.json");
    const fresh = Array.from({ length: COMPACT_ABOVE + 1 }, (_, index) =>
      usage({ at: NOW - index * 1_000, model: "right" }),
    );
    updateOnce(updatePlace(path), fresh, NOW, 3_600);

    for (const offset of [-10 * YEAR_MS, 10 * YEAR_MS]) {
      record(path, NOW + offset, "wrong", 3_600);
      record(path, NOW, "right", 3_600);
    }

    const counted = eventsAt(path)
      .filter((event) => event.stored.model === "right")
      .reduce((sum, event) => sum + (event.stored.count ?? 1), 0);
    expect(counted).toBe(COMPACT_ABOVE + 3);
  });

  it("keeps an event of a clock that was ahead for one window after two right updates", async ({
    expect,
  }) => {
    let now = NOW + YEAR_MS;
    const store = createStore({ dir: await temporaryDirectory(), now: () => now });
    await store.update("p", "ahead", 1, 2);
    now = NOW;
    await store.update("p", "right", 1, 2);
    const kept = fs.readFileSync(store.path() ?? "", "utf8");
    await store.update("p", "right", 1, 2);

    expect(kept).toContain(new Date(NOW + YEAR_MS).toISOString());
    expect((await store.snapshot()).global.reqs).toBe(3);
    now += HOUR_MS;
    expect((await store.snapshot()).global.reqs).toBe(0);
  });
});

function record(path: string, now: number, model: string, windowSeconds: number): void {
  const event = usage({ at: now, model });
  updateOnce(updatePlace(path), [event], now, windowSeconds);
}

function eventsAt(path: string) {
  return updatePlace(path).states.read().file?.events ?? [];
}
