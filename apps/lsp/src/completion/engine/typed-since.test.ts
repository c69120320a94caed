import * as fc from "fast-check";
import { describe, it } from "vitest";

import { placeBetween, placeIn } from "../../testing/cursor-in.ts";
import { MAX_TYPED, typedBetween, typedSince } from "./typed-since.ts";

describe("typedSince", () => {
  it.for([
    { before: "a|b", now: "ab", typed: "", why: "nothing has changed" },
    { before: "a|b", now: "axyb", typed: "xy", why: "typed at the cursor" },
    { before: "a|b", now: "xab", typed: undefined, why: "typed elsewhere" },
    { before: "a|b", now: "b", typed: undefined, why: "something was deleted" },
    { before: "a|b", now: "ac", typed: undefined, why: "something was replaced" },
  ])("is $typed from $before to $now: $why", ({ before, now, typed }, { expect }) => {
    expect(typedSince(placeIn(before), now)).toBe(typed);
  });

  it("takes a long text for pasted", ({ expect }) => {
    const place = placeIn("a|b");

    expect(typedSince(place, `a${"x".repeat(MAX_TYPED)}b`)).toHaveLength(MAX_TYPED);
    expect(typedSince(place, `a${"x".repeat(MAX_TYPED + 1)}b`)).toBeUndefined();
  });

  it("finds whatever was typed, and explains the new text by it", ({ expect }) => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.string(),
        fc.string({ unit: "binary" }),
        (before, typed, after) => {
          const place = placeBetween(before, after);

          expect(typedSince(place, before + typed + after)).toBe(typed);
        },
      ),
    );
  });
});

describe("typedBetween", () => {
  it("wants the cursor behind what was typed", ({ expect }) => {
    expect(typedBetween(placeIn("a|b"), placeIn("axy|b"))).toBe("xy");
    expect(typedBetween(placeIn("a|b"), placeIn("ax|yb"))).toBeUndefined();
    expect(typedBetween(placeIn("a|b"), placeIn("|ab"))).toBeUndefined();
  });

  it("knows documents apart", ({ expect }) => {
    expect(typedBetween(placeIn("a|b"), placeIn("a|b", { uri: "file:///other" }))).toBeUndefined();
  });
});
