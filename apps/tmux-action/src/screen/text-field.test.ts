import { describe, it } from "vitest";

import type { Key } from "./key.ts";
import { EMPTY_FIELD, nextField } from "./text-field.ts";

const NAMED: Readonly<Record<string, Key>> = {
  "←": { type: "left" },
  "→": { type: "right" },
  "⇤": { type: "home" },
  "⇥": { type: "end" },
  "⌫": { type: "backspace" },
  "⌦": { type: "delete" },
  w: { type: "erase-word" },
  u: { type: "erase-line" },
  "↑": { type: "up" },
};

describe("nextField", () => {
  it.for([
    { keys: "abc", field: "abc|", why: "it is typed" },
    { keys: "abc←x", field: "abx|c", why: "a character is put in" },
    { keys: "abc←←→⌫", field: "a|c", why: "one is taken away before the cursor" },
    { keys: "abc⇤⌦", field: "|bc", why: "and one behind it" },
    { keys: "abc⇤←⇥→⌦", field: "abc|", why: "it has two ends" },
    { keys: "a b←w", field: "|b", why: "a word is taken away before the cursor" },
    { keys: "ab←u", field: "|b", why: "all is taken away before the cursor" },
    { keys: "a日👍🏽←←x", field: "ax|日👍🏽", why: "a character may be several" },
    { keys: "ae\u0301👩‍👩‍👧⌫⌫", field: "a|", why: "a character of several is taken away as a whole" },
    { keys: "a👍🏽←⌫", field: "|👍🏽", why: "and left alone when it is behind the cursor" },
    { keys: "ab↑", field: "ab|", why: "the key is for something else" },
  ])("makes $field of $keys: $why", ({ keys, field }, { expect }) => {
    const end = Array.from(new Intl.Segmenter().segment(keys)).reduce(
      (before, { segment: text }) => nextField(before, NAMED[text] ?? { type: "text", text }),
      EMPTY_FIELD,
    );

    expect(`${end.before}|${end.after}`).toBe(field);
  });
});
