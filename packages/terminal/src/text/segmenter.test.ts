import * as fc from "fast-check";
import { describe, it } from "vitest";

import { Segmenter } from "./segmenter.ts";

describe("Segmenter", () => {
  it("parts every text as Intl.Segmenter does", ({ expect }) => {
    const character = fc.oneof(
      fc.integer({ min: 0, max: 0x2ff }),
      fc.integer({ min: 0x2000, max: 0x2bff }),
      fc.constantFrom(0x0a, 0x0d, 0x0300, 0x200d, 0xfe0f, 0x1f1e6, 0x1f469, 0x0e33, 0x1100),
      fc.integer({ min: 0, max: 0xffff }),
    );
    const text = fc.oneof(
      fc.array(fc.integer({ min: 0x2000, max: 0x2bff })),
      fc.array(character),
      fc.array(fc.integer({ min: 0, max: 0x2ff })),
    );
    const ours = new Segmenter(undefined, { granularity: "grapheme" });
    const intl = new Intl.Segmenter(undefined, { granularity: "grapheme" });

    fc.assert(
      fc.property(text, fc.integer({ min: -1, max: 20 }), (codes, index) => {
        const input = String.fromCodePoint(...codes);
        const [parts, expected] = [ours.segment(input), intl.segment(input)];
        expect([...parts]).toEqual([...expected]);
        expect(parts.containing(index)).toEqual(expected.containing(index));
        expect(parts.containing()).toEqual(expected.containing());
      }),
      { numRuns: 2_000 },
    );
  });

  it("finds words where words are asked for", ({ expect }) => {
    const words = new Segmenter("en", { granularity: "word" }).segment("two words");

    expect(Array.from(words, ({ segment }) => segment)).toEqual(["two", " ", "words"]);
  });
});
