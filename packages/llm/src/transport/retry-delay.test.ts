import { assert, double, integer, property } from "fast-check";
import { describe, it } from "vitest";

import { LONGEST_WAIT_MS, retryDelayMs } from "./retry-delay.ts";

describe("retryDelayMs", () => {
  it.for([
    { attempt: 1, asked: undefined, random: 0, ms: 500, why: "half a second at first" },
    { attempt: 2, asked: undefined, random: 0, ms: 1000, why: "twice as long after that" },
    { attempt: 1, asked: undefined, random: 0.5, ms: 375, why: "chance makes it shorter" },
    { attempt: 1, asked: 0, random: 0, ms: 500, why: "at once is too early" },
    { attempt: 1, asked: 7000, random: 0.9, ms: 7000, why: "the provider knows better" },
    {
      attempt: 1,
      asked: LONGEST_WAIT_MS,
      random: 0,
      ms: LONGEST_WAIT_MS,
      why: "just short enough",
    },
    {
      attempt: 1,
      asked: LONGEST_WAIT_MS + 1,
      random: 0,
      ms: undefined,
      why: "nobody waits that long",
    },
  ])("is $ms: $why", ({ attempt, asked, random, ms }, { expect }) => {
    expect(retryDelayMs(attempt, asked, random)).toBe(ms);
  });

  it("is never shorter than asked, nor than half of the backoff", ({ expect }) => {
    assert(
      property(
        integer({ min: 1, max: 2 }),
        integer({ min: 0, max: LONGEST_WAIT_MS }),
        double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, asked, random) => {
          expect(retryDelayMs(attempt, asked, random)).toBeGreaterThanOrEqual(
            Math.max(asked, 250 * attempt),
          );
        },
      ),
    );
  });
});
