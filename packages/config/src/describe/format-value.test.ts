import * as fc from "fast-check";
import { describe, it } from "vitest";

import { parseToml } from "../layers/parse-toml.ts";
import { plainValue } from "../layers/source-tree.ts";
import { describeValue } from "./format-value.ts";
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
        expect(node && plainValue(node)).toEqual(value);
      }),
    );
  });
});

describe("describeValue", () => {
  it.for([
    { value: "abc", words: '"abc"', why: "a text" },
    { value: 'a"\n', words: String.raw`"a\"\n"`, why: "a text with quotes and a newline" },
    { value: "\u001b[31m", words: String.raw`"\u001b[31m"`, why: "a control sequence" },
    { value: "\u009b31m\u007f", words: String.raw`"\u{9b}31m\u{7f}"`, why: "eight-bit controls" },
    { value: "a\u202eb", words: String.raw`"a\u{202e}b"`, why: "text that runs backwards" },
    { value: "é日🙂", words: '"é日🙂"', why: "letters of all kinds" },
    {
      value: "x".repeat(41),
      words: "a text of 41 characters",
      why: "what may be a key or a prompt",
    },
    {
      value: `${"x".repeat(41)}\n\u001b`,
      words: "a text of 43 characters with a line break",
      why: "what may be wrong in it",
    },
    {
      value: `${"x".repeat(41)}\u001b`,
      words: "a text of 42 characters with the control character U+001B",
      why: "another one",
    },
    { value: ["x"], words: "a list", why: "a list" },
    { value: [], words: "an empty list", why: "an empty list" },
    { value: "https://me:pw@host", words: "an address with a login", why: "a password" },
    { value: "https://host/?key=1", words: "an address with a query", why: "what may be a key" },
    { value: -1.5, words: "-1.5", why: "a number" },
    { value: Number.NaN, words: "NaN", why: "no number" },
    { value: false, words: "false", why: "false" },
    { value: new Date(0), words: "a date", why: "a date" },
    { value: { type: "list", line: 1 }, words: "a section", why: "anything else" },
  ])("shows $why as $words", ({ value, words }, { expect }) => {
    expect(describeValue(value)).toBe(words);
  });
});
