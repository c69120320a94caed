import { lineText, lineWidth } from "@hexai/terminal";
import * as fc from "fast-check";
import { describe, it } from "vitest";

import { wrapSegments } from "./wrap-segments.ts";

describe("wrapSegments", () => {
  it("loses nothing and passes no width that a grapheme fits into", ({ expect }) => {
    const text = fc.string({ unit: fc.constantFrom("a", " ", "日", "🙂", "e\u0301") });

    fc.assert(
      fc.property(fc.array(text), fc.integer({ min: 2, max: 12 }), (texts, cells) => {
        const lines = wrapSegments(
          texts.map((each) => ({ text: each })),
          cells,
        );

        expect(lines.map(lineText).join("")).toBe(texts.join(""));
        expect(Math.max(...lines.map(lineWidth))).toBeLessThanOrEqual(cells);
      }),
    );
  });
});
