import { describe, it } from "vitest";

import { countBrackets } from "./suffix-overlap.ts";

describe("countBrackets", () => {
  it.for([
    ["f(x)", 0, undefined],
    ["f(x", 1, undefined],
    ["[{(", 3, undefined],
    ["x)", 0, 1],
    ["f(x))", 0, 4],
    ["')')", 0, 3],
    [String.raw`"\")" + (`, 1, undefined],
    ["don't (", 1, undefined],
  ] as const)("of %j: %d open, one too many at %j", ([text, open, surplusAt], { expect }) => {
    expect(countBrackets(text)).toEqual({ open, surplusAt });
  });
});
