import { assert, integer, property, string } from "fast-check";
import stringWidth from "fast-string-width";
import { describe, it } from "vitest";

import { elided, padded, paddedLeft } from "./elided.ts";

describe("elided", () => {
  it.for([
    { text: "gpt-4.1", cells: 7, shown: "gpt-4.1" },
    { text: "gpt-4.1", cells: 6, shown: "gpt-4…" },
    { text: "日本語", cells: 5, shown: "日本…" },
    { text: "日本語", cells: 4, shown: "日…" },
    { text: "👩‍👩‍👧‍👦x!", cells: 3, shown: "👩‍👩‍👧‍👦…" },
    { text: "abc", cells: 1, shown: "…" },
    { text: "abc", cells: 0, shown: "" },
  ])("makes $shown of $text in $cells cells", ({ text, cells, shown }, { expect }) => {
    expect(elided(text, cells)).toBe(shown);
  });

  it("is never wider than asked", ({ expect }) => {
    assert(
      property(string({ unit: "grapheme" }), integer({ min: 0, max: 20 }), (text, cells) => {
        expect(stringWidth(elided(text, cells))).toBeLessThanOrEqual(cells);
      }),
    );
  });
});

describe("padded and paddedLeft", () => {
  it("count display cells and never cut", ({ expect }) => {
    expect([padded("日", 4), paddedLeft("日", 4), padded("abc", 2), paddedLeft("abc", 2)]).toEqual([
      "日  ",
      "  日",
      "abc",
      "abc",
    ]);
  });
});
