import * as fc from "fast-check";
import { describe, it } from "vitest";

import { parseToml } from "../layers/parse-toml.ts";
import { plainValueOf } from "../layers/source-tree.ts";
import { formatValue } from "./format-value.ts";

describe("formatValue", () => {
  it.for([
    { value: 'a\n"b"', text: String.raw`"a\n\"b\""`, why: "a text is one line" },
    {
      value: "\u001b[2J\u009b",
      text: String.raw`"\u001b[2J\U0000009b"`,
      why: "nothing a terminal obeys",
    },
    { value: ["a", 1, true], text: '["a", 1, true]', why: "a list" },
    { value: [], text: "[]", why: "an empty list" },
    { value: 0.5, text: "0.5", why: "a number" },
  ])("writes $text: $why", ({ value, text }, { expect }) => {
    expect(formatValue(value)).toBe(text);
  });

  it("writes what reads back as the same", ({ expect }) => {
    const text = fc.string({ unit: "grapheme" });
    const number = fc
      .oneof(fc.integer(), fc.double({ min: -1e9, max: 1e9, noNaN: true }))
      .map((sum) => sum + 0); // no -0
    const scalar = fc.oneof(text, fc.boolean(), number);
    fc.assert(
      fc.property(fc.oneof(scalar, fc.array(scalar)), (value) => {
        const parsed = parseToml(`a = ${formatValue(value)}`);
        const node = parsed.ok ? parsed.root.entries.get("a") : undefined;
        expect(node && plainValueOf(node)).toEqual(value);
      }),
    );
  });
});
