import * as fc from "fast-check";
import { describe, it } from "vitest";

import { displayWidth, truncateToWidth } from "./display-width.ts";

describe("displayWidth", () => {
  it.for([
    { text: "abc", cells: 3, why: "ASCII" },
    { text: "Σ↑↓…|", cells: 5, why: "the signs of our own lines" },
    { text: "⏳ ", cells: 3, why: "the sign of a request under way" },
    { text: "日本語", cells: 6, why: "CJK" },
    { text: "🙂", cells: 2, why: "an emoji, two UTF-16 units" },
    { text: "👩‍💻", cells: 2, why: "joined emoji, five UTF-16 units" },
    { text: "e\u0301", cells: 1, why: "a combining mark" },
  ])("counts $cells for $text: $why", ({ text, cells }, { expect }) => {
    expect(displayWidth(text)).toBe(cells);
  });
});

describe("truncateToWidth", () => {
  it.for([
    { text: "abc", cells: 3, cut: "abc", why: "it fits" },
    { text: "abcd", cells: 3, cut: "ab…", why: "the sign takes a cell too" },
    { text: "abcd", cells: 1, cut: "…", why: "the sign alone" },
    { text: "日本語", cells: 5, cut: "日本…", why: "whole characters" },
    { text: "日本語", cells: 4, cut: "日…", why: "half a character is none" },
    { text: "a👩‍💻bc", cells: 4, cut: "a👩‍💻…", why: "a joined emoji stays joined" },
    { text: "a👩‍💻bc", cells: 3, cut: "a…", why: "or goes as a whole" },
    { text: "e\u0301e\u0301e\u0301", cells: 2, cut: "e\u0301…", why: "with its accent" },
  ])("makes $cut of $text in $cells cells: $why", ({ text, cells, cut }, { expect }) => {
    expect(truncateToWidth(text, cells)).toBe(cut);
  });

  it("never passes the limit and never cuts what fits", ({ expect }) => {
    const text = fc.string({ unit: "grapheme", maxLength: 60 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 80 }), (whole, cells) => {
        const cut = truncateToWidth(whole, cells);

        expect(displayWidth(cut)).toBeLessThanOrEqual(cells);
        expect(cut === whole).toBe(displayWidth(whole) <= cells);
      }),
    );
  });
});
