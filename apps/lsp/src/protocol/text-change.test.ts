import * as fc from "fast-check";
import { describe, it } from "vitest";

import { applyChanges, textDifference } from "./text-change.ts";

describe("textDifference", () => {
  it.for([
    { before: "why?", after: "why?>", difference: { start: 4, end: 4, text: ">" } },
    { before: "aa", after: "aaa", difference: { start: 2, end: 2, text: "a" } },
    { before: "abc", after: "axc", difference: { start: 1, end: 2, text: "x" } },
    { before: "abc", after: "abc", difference: { start: 3, end: 3, text: "" } },
    { before: "abab", after: "ab", difference: { start: 2, end: 4, text: "" } },
  ])("finds what makes $after of $before", ({ before, after, difference }, { expect }) => {
    expect(textDifference(before, after)).toEqual(difference);
  });

  it("always makes the one of the other", ({ expect }) => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(applyChanges(before, [textDifference(before, after)])).toBe(after);
      }),
    );
  });
});
