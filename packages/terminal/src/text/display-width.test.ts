import * as fc from "fast-check";
import { describe, it } from "vitest";

import { displayWidth, padEndToWidth, padStartToWidth, truncateToWidth } from "./display-width.ts";

describe("displayWidth", () => {
  it.for([
    { text: "abc", cells: 3, why: "one for a letter" },
    { text: "日本", cells: 4, why: "two for a wide one" },
    { text: "e\u0301", cells: 1, why: "none for a combining mark" },
    { text: "👩‍👩‍👧‍👦❤️", cells: 4, why: "two for an emoji, whatever it is made of" },
    { text: "می‌خواهم", cells: 7, why: "none for a joiner of Persian" },
    { text: "ශ්‍රී", cells: 2, why: "none for a joiner of Sinhala" },
    { text: "葛󠄀", cells: 2, why: "none for a variation selector" },
    { text: "ខ្ញុំ​ចង់", cells: 4, why: "none for a zero-width space" },
  ])("is $cells for $text: $why", ({ text, cells }, { expect }) => {
    expect(displayWidth(text)).toBe(cells);
  });
});

describe("truncateToWidth", () => {
  it.for([
    { text: "gpt-4.1", cells: 7, shown: "gpt-4.1" },
    { text: "gpt-4.1", cells: 6, shown: "gpt-4…" },
    { text: "日本語", cells: 5, shown: "日本…" },
    { text: "日本語", cells: 4, shown: "日…" },
    { text: "👩‍👩‍👧‍👦x!", cells: 3, shown: "👩‍👩‍👧‍👦…" },
    { text: "abc", cells: 1, shown: "…" },
    { text: "abc", cells: 0, shown: "" },
  ])("makes $shown of $text in $cells cells", ({ text, cells, shown }, { expect }) => {
    expect(truncateToWidth(text, cells)).toBe(shown);
  });

  it("fits, is the beginning, and leaves what fits as it is", ({ expect }) => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.integer({ min: 0, max: 20 }),
        (text, cells) => {
          const shown = truncateToWidth(text, cells);

          expect(displayWidth(shown)).toBeLessThanOrEqual(cells);
          expect(shown === text || displayWidth(text) > cells).toBe(true);
          expect(text.startsWith(shown.replace(/…$/u, ""))).toBe(true);
        },
      ),
    );
  });
});

describe("padEndToWidth and padStartToWidth", () => {
  it("count display cells and never cut", ({ expect }) => {
    expect([
      padEndToWidth("日", 4),
      padStartToWidth("日", 4),
      padEndToWidth("abc", 2),
      padStartToWidth("abc", 2),
    ]).toEqual(["日  ", "  日", "abc", "abc"]);
  });
});
