import * as fc from "fast-check";
import fastStringTruncatedWidth from "fast-string-truncated-width";
import { describe, it } from "vitest";

import stringWidth from "./string-width.ts";

/** The library takes some characters for visible ones that no terminal shows. */
const OTHERS = /\p{Default_Ignorable_Code_Point}/u;

describe("stringWidth", () => {
  it("tells of every character what the library tells", ({ expect }) => {
    const wrong = Array.from({ length: 0x10_000 }, (_, code) => String.fromCodePoint(code)).filter(
      (character) =>
        !OTHERS.test(character) &&
        stringWidth(character) !== fastStringTruncatedWidth(character).width,
    );

    expect(wrong).toEqual([]);
  });

  it("tells of every text what the library tells", ({ expect }) => {
    const character = fc.oneof(
      fc.integer({ min: 0, max: 0x4ff }),
      fc.integer({ min: 0x2000, max: 0x2bff }),
      fc.constantFrom(0x09, 0x1b, 0x0301, 0x20e3, 0x2194, 0xfe0f, 0x1f469, 0x6f22, 0xff71),
      fc.integer({ min: 0, max: 0xffff }),
    );

    fc.assert(
      fc.property(fc.array(character), (codes) => {
        const text = String.fromCodePoint(...codes).replaceAll(
          /(?!\ufe0f)\p{Default_Ignorable_Code_Point}/gu,
          "",
        );
        expect(stringWidth(text)).toBe(fastStringTruncatedWidth(text).width);
      }),
      { numRuns: 2_000 },
    );
  });
});
