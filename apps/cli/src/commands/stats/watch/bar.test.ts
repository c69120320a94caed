import { describe, it } from "vitest";

import { bar } from "./bar.ts";

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
