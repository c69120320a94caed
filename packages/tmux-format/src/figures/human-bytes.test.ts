import * as fc from "fast-check";
import { describe, it } from "vitest";

import { humanBytes } from "./human-bytes.ts";

describe("humanBytes", () => {
  it.for([
    { bytes: 0, text: "0B", why: "nothing" },
    { bytes: 1, text: "1B", why: "one" },
    { bytes: 999, text: "999B", why: "the last without a prefix" },
    { bytes: 999.6, text: "1kB", why: "an average that rounds up to the next unit" },
    { bytes: 1_000, text: "1kB", why: "a thousand is a thousand" },
    { bytes: 1_024, text: "1kB", why: "and not 1024" },
    { bytes: 1_200, text: "1.2kB", why: "one decimal" },
    { bytes: 1_949, text: "1.9kB", why: "below the half" },
    { bytes: 1_950, text: "2kB", why: "the half is rounded up" },
    { bytes: 1_960, text: "2kB", why: "rounded, not cut" },
    { bytes: 12_340, text: "12.3kB", why: "two digits" },
    { bytes: 999_949, text: "999.9kB", why: "the last kB" },
    { bytes: 999_950, text: "1MB", why: "never 1000kB" },
    { bytes: 1_200_000, text: "1.2MB", why: "millions" },
    { bytes: 3_400_000_000, text: "3.4GB", why: "thousands of millions" },
    { bytes: 5e12, text: "5TB", why: "more" },
    { bytes: Number.MAX_SAFE_INTEGER, text: "9PB", why: "most" },
    { bytes: 1e18, text: "1000PB", why: "the largest unit goes on" },
    { bytes: -5, text: "0B", why: "no size" },
    { bytes: Number.NaN, text: "0B", why: "no number" },
    { bytes: Number.POSITIVE_INFINITY, text: "0B", why: "no finite number" },
  ])("writes $bytes as $text: $why", ({ bytes, text }, { expect }) => {
    expect(humanBytes(bytes)).toBe(text);
  });

  it("says a size of at most five digits that is off by less than a tenth", ({ expect }) => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (bytes) => {
        const [, digits = "", prefix = ""] =
          /^(\d{1,3}(?:\.[1-9])?)([kMGTP]?)B$/.exec(humanBytes(bytes)) ?? [];
        const read = Number(digits) * 1000 ** ["", "k", "M", "G", "T", "P"].indexOf(prefix);

        expect(digits).not.toBe("");
        expect(Math.abs(read - bytes)).toBeLessThanOrEqual(bytes * 0.051);
      }),
    );
  });
});
