import * as fc from "fast-check";
import { describe, it } from "vitest";

import { debounceMs } from "./typing-pace.ts";

describe("debounceMs", () => {
  it.for([
    { settingMs: 0, gapMs: 100, latencyMs: 100, waits: 0, why: "the user wants none" },
    { settingMs: 200, gapMs: undefined, latencyMs: 100, waits: 200, why: "nothing is known yet" },
    { settingMs: 200, gapMs: 100, latencyMs: 900, waits: 150, why: "a pause is longer than that" },
    { settingMs: 200, gapMs: 200, latencyMs: 100, waits: 150, why: "the model is quick" },
    { settingMs: 200, gapMs: 10, latencyMs: 900, waits: 100, why: "half the setting is the least" },
    { settingMs: 80, gapMs: 10, latencyMs: 900, waits: 50, why: "so is a twentieth of a second" },
    {
      settingMs: 200,
      gapMs: 900,
      latencyMs: 999,
      waits: 400,
      why: "twice the setting is the most",
    },
    { settingMs: 200, gapMs: 400, latencyMs: undefined, waits: 200, why: "the model is unknown" },
    { settingMs: 200, gapMs: 150, latencyMs: 200, waits: 150, why: "it comes soon all the same" },
    { settingMs: 200, gapMs: 400, latencyMs: 200, waits: 150, why: "so it does for a slow user" },
    { settingMs: 200, gapMs: 400, latencyMs: 300, waits: 100, why: "half is still the least" },
    { settingMs: 300, gapMs: 900, latencyMs: 999, waits: 400, why: "so are 400 ms" },
    { settingMs: 20, gapMs: 900, latencyMs: 999, waits: 40, why: "a short one is the user's will" },
    { settingMs: 2_000, gapMs: 900, latencyMs: 999, waits: 1_350, why: "and so is a long one" },
    {
      settingMs: 2_000,
      gapMs: 1_500,
      latencyMs: 999,
      waits: 1_125,
      why: "a quick model, a slow user",
    },
  ])("waits $waits ms: $why", ({ waits, ...pace }, { expect }) => {
    expect(debounceMs(pace)).toBe(waits);
  });

  it("stays between 50 and 400 ms unless the setting is outside", ({ expect }) => {
    const known = fc.option(fc.nat(3_000), { nil: undefined });

    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        known,
        known,
        (settingMs, gapMs, latencyMs) => {
          const waits = debounceMs({ settingMs, gapMs, latencyMs });

          expect(waits).toBeGreaterThanOrEqual(Math.min(50, settingMs));
          expect(waits).toBeLessThanOrEqual(Math.max(400, settingMs));
        },
      ),
    );
  });
});
