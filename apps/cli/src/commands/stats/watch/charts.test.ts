import { array, assert, integer, nat, property } from "fast-check";
import { describe, it } from "vitest";

import { bar, sparkline } from "./charts.ts";

describe("bar", () => {
  it.for([
    { share: 1, cells: 4, shown: "████" },
    { share: 0.5, cells: 5, shown: "██▌" },
    { share: 0.25, cells: 1, shown: "▎" },
    { share: 0.0001, cells: 10, shown: "▏" },
    { share: 0, cells: 10, shown: "" },
  ])("draws $share of $cells cells as $shown", ({ share, cells, shown }, { expect }) => {
    expect(bar(share, cells)).toBe(shown);
  });
});

describe("sparkline", () => {
  it.for([
    { values: [0, 1, 4, 8], cells: 4, shown: " ▁▄█", why: "one column each" },
    { values: [0, 1, 4, 8], cells: 9, shown: "  ▁▁▄▄██", why: "two columns each" },
    { values: [0, 8, 1, 0, 0, 0], cells: 3, shown: "█▁ ", why: "the larger of two" },
    { values: [0, 0], cells: 2, shown: "  ", why: "nothing" },
    { values: [1, 1000], cells: 2, shown: "▁█", why: "little is more than nothing" },
  ])("draws $values as $shown: $why", ({ values, cells, shown }, { expect }) => {
    expect(sparkline(values, cells)).toBe(shown);
  });

  it("uses the room it has, and always shows the peak", ({ expect }) => {
    assert(
      property(
        array(nat(100), { minLength: 1, maxLength: 1441 }),
        integer({ min: 40, max: 200 }),
        (values, cells) => {
          const drawn = sparkline(values, cells);

          expect(drawn.length).toBeLessThanOrEqual(cells);
          expect(drawn.length).toBeGreaterThan(cells - Math.min(values.length, cells));
          expect(drawn.includes("█")).toBe(values.some((value) => value > 0));
        },
      ),
    );
  });
});
