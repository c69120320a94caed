import { describe, it } from "vitest";

import { cursorIn } from "../../testing/cursor-in.ts";
import { wordBefore } from "./word-before.ts";

describe("wordBefore", () => {
  it.for([
    ["typescript", "a.foo_1|bar", "foo_1", "letters, digits and underscores"],
    ["typescript", "a.|b", "", "there may be none"],
    ["php", "$foo|", "foo", "editors do not count the dollar"],
    ["typescript", "🙂é日|", "é日", "letters of all scripts"],
    ["typescript", "xe\u0301|", "xe\u0301", "with their marks"],
    ["css", "font-si|", "font-si", "a hyphen in a stylesheet"],
    ["typescript", "a-b|", "b", "and not elsewhere"],
    ["typescript", "a\nb|", "b", "on this line"],
    ["typescript", "a\rb|", "b", "whatever ends the one before"],
  ] as const)("in %s of %j is %j: %s", ([languageId, marked, word], { expect }) => {
    expect(wordBefore(cursorIn(marked, { languageId }))).toBe(word);
  });
});
