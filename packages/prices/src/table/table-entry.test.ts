import * as fc from "fast-check";
import { describe, it } from "vitest";

import { findEntry, formatEntry } from "./table-entry.ts";

/** Of few characters, so that one is often a part of another, and of those that JSON and lines are made of. */
const NAME = fc.string({
  unit: fc.constantFrom("a", "b", " ", '"', "\\", "\n", "\u2028", "[", "{", "}"),
});
const PRICES = [{ input: 2, output: 8 }];

describe("findEntry", () => {
  it.for([
    ["gpt-4.1", PRICES, "its own line"],
    ["gpt-4.1-latest", PRICES, "another name of it"],
    ["gpt-4", undefined, "the beginning of a name"],
    ["4.1", undefined, "the end of a name"],
    ["input", undefined, "a word inside a line"],
    ['gpt-4.1" [{"input', undefined, "more than a name"],
    ["", undefined, "no name"],
  ] as const)("finds for %j what the table has: %s", ([name, found], { expect }) => {
    const lines = `${formatEntry("gpt-4.1", PRICES)}${formatEntry("gpt-4.1-latest", "gpt-4.1")}\n`;

    expect(findEntry(lines, name)).toEqual(found);
  });

  it("finds every name, whatever is in it, and no other one", ({ expect }) => {
    fc.assert(
      fc.property(fc.uniqueArray(NAME, { maxLength: 9 }), (names) => {
        const [missing = "", ...present] = names;
        const lines = present.map((name, input) => formatEntry(name, [{ input }])).join("");

        expect(present.map((name) => findEntry(`${lines}\n`, name))).toEqual(
          present.map((_, input) => [{ input }]),
        );
        expect(findEntry(`${lines}\n`, missing)).toBeUndefined();
      }),
    );
  });
});
