import * as fc from "fast-check";
import { describe, it } from "vitest";

import { cursorBetween, cursorIn } from "../../testing/cursor-in.ts";
import { matchTyped, MAX_TYPED, typedBetween, typedSince } from "./type-through.ts";

describe("typedSince", () => {
  it.for([
    { before: "a|b", now: "ab", typed: "", why: "nothing has changed" },
    { before: "a|b", now: "axyb", typed: "xy", why: "typed at the cursor" },
    { before: "a|b", now: "xab", typed: undefined, why: "typed elsewhere" },
    { before: "a|b", now: "b", typed: undefined, why: "something was deleted" },
    { before: "a|b", now: "ac", typed: undefined, why: "something was replaced" },
  ])("is $typed from $before to $now: $why", ({ before, now, typed }, { expect }) => {
    expect(typedSince(cursorIn(before), now)).toBe(typed);
  });

  it("takes a long text for pasted", ({ expect }) => {
    const cursor = cursorIn("a|b");

    expect(typedSince(cursor, `a${"x".repeat(MAX_TYPED)}b`)).toHaveLength(MAX_TYPED);
    expect(typedSince(cursor, `a${"x".repeat(MAX_TYPED + 1)}b`)).toBeUndefined();
  });

  it("finds whatever was typed, and explains the new text by it", ({ expect }) => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.string(),
        fc.string({ unit: "binary" }),
        (before, typed, after) => {
          const cursor = cursorBetween(before, after);

          expect(typedSince(cursor, before + typed + after)).toBe(typed);
        },
      ),
    );
  });
});

describe("typedBetween", () => {
  it("wants the cursor behind what was typed", ({ expect }) => {
    expect(typedBetween(cursorIn("a|b"), cursorIn("axy|b"))).toBe("xy");
    expect(typedBetween(cursorIn("a|b"), cursorIn("ax|yb"))).toBeUndefined();
    expect(typedBetween(cursorIn("a|b"), cursorIn("|ab"))).toBeUndefined();
  });

  it("knows documents apart", ({ expect }) => {
    expect(
      typedBetween(cursorIn("a|b"), cursorIn("a|b", { uri: "file:///other" })),
    ).toBeUndefined();
  });
});

describe("matchTyped", () => {
  it.for([
    { typed: "", output: "", match: "pending", why: "nothing is there yet" },
    { typed: "a", output: "", match: "pending", why: "the model has not begun" },
    { typed: "", output: "ab", match: "match", why: "nothing was typed" },
    { typed: "a", output: "ab", match: "match", why: "the user types what it wrote" },
    { typed: "ab", output: "ab", match: "pending", why: "the user is as far as the model" },
    { typed: "abc", output: "ab", match: "pending", why: "the user is ahead" },
    { typed: "b", output: "ab", match: "mismatch", why: "something else was typed" },
    { typed: "ac", output: "ab", match: "mismatch", why: "it differs at its end" },
    { typed: "bcd", output: "ab", match: "mismatch", why: "ahead with something else" },
  ] as const)("$match between $typed and $output: $why", (row, { expect }) => {
    expect(matchTyped(row.typed, row.output)).toBe(row.match);
  });
});
