import { describe, it } from "vitest";

import { clampWindow } from "./window.ts";

describe("clampWindow", () => {
  it.for([
    [3600, 3600],
    [59, 60],
    [0, 60],
    [-1, 60],
    [Number.NEGATIVE_INFINITY, 60],
    [60.4, 60],
    [60.5, 61],
    [86_400, 86_400],
    [86_401, 86_400],
    [Number.POSITIVE_INFINITY, 86_400],
    [Number.NaN, 3600],
  ] as const)("makes %d seconds %d", ([asked, given], { expect }) => {
    expect(clampWindow(asked)).toBe(given);
  });
});
