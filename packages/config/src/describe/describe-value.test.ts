import { describe, it } from "vitest";

import { describeValue } from "./describe-value.ts";

describe("describeValue", () => {
  it.for([
    { value: "abc", words: '"abc"', why: "a text" },
    { value: 'a"\n', words: String.raw`"a\"\n"`, why: "a text with quotes and a newline" },
    { value: "\u001b[31m", words: String.raw`"\u001b[31m"`, why: "a control sequence" },
    { value: "\u009b31m\u007f", words: String.raw`"\u{9b}31m\u{7f}"`, why: "eight-bit controls" },
    { value: "a\u202eb", words: String.raw`"a\u{202e}b"`, why: "text that runs backwards" },
    { value: "é日🙂", words: '"é日🙂"', why: "letters of all kinds" },
    { value: "x".repeat(41), words: "a long text", why: "what may be a key or a prompt" },
    { value: "https://me:pw@host", words: "an address with a login", why: "a password" },
    { value: "https://host/?key=1", words: "an address with a query", why: "what may be a key" },
    { value: -1.5, words: "-1.5", why: "a number" },
    { value: Number.NaN, words: "NaN", why: "no number" },
    { value: false, words: "false", why: "false" },
    { value: new Date(0), words: "a date", why: "a date" },
    { value: { type: "list", line: 1 }, words: "a list or section", why: "anything else" },
  ])("shows $why as $words", ({ value, words }, { expect }) => {
    expect(describeValue(value)).toBe(words);
  });
});
