import * as fc from "fast-check";
import { describe, it } from "vitest";

import { cursorBetween, cursorIn } from "../../testing/cursor-in.ts";
import { createCompletionCache } from "./completion-cache.ts";

describe("createCompletionCache", () => {
  it("finds the completion for a cursor", ({ expect }) => {
    const cache = createCompletionCache();
    cache.add("m", cursorIn("a |b"), "xyz");

    expect(cache.find("m", cursorIn("a |b"))).toEqual({ text: "xyz", typed: 0 });
  });

  it.for([
    ["a x|b", "yz"],
    ["a xy|b", "z"],
  ] as const)("gives the rest when its beginning was typed: %j", ([marked, text], { expect }) => {
    const cache = createCompletionCache();
    cache.add("m", cursorIn("a |b"), "xyz");

    expect(cache.find("m", cursorIn(marked))?.text).toBe(text);
  });

  it.for([
    ["a xyz|b", "all of it was typed"],
    ["a z|b", "something else was typed"],
    ["a |c", "something else follows"],
    ["c |b", "something else is before"],
  ] as const)("knows nothing for %j: %s", ([marked], { expect }) => {
    const cache = createCompletionCache();
    cache.add("m", cursorIn("a |b"), "xyz");

    expect(cache.find("m", cursorIn(marked))).toBeUndefined();
  });

  it("keeps models and documents apart, and does not keep nothing", ({ expect }) => {
    const cache = createCompletionCache();
    cache.add("m", cursorIn("a |b"), "xyz");
    cache.add("n", cursorIn("a |b"), "");

    expect(cache.find("n", cursorIn("a |b"))).toBeUndefined();
    expect(cache.find("m", cursorIn("a |b", { uri: "file:///other" }))).toBeUndefined();
  });

  it("forgets the entry that was not used for longest", ({ expect }) => {
    const cache = createCompletionCache();
    for (let index = 0; index < 250; index += 1) {
      cache.add("m", cursorIn(`${index} |`), "x");
    }
    cache.find("m", cursorIn("0 |"));
    cache.add("m", cursorIn("one more |"), "x");

    expect(cache.find("m", cursorIn("0 |"))).toBeDefined();
    expect(cache.find("m", cursorIn("1 |"))).toBeUndefined();
    expect(cache.find("m", cursorIn("2 |"))).toBeDefined();
  });

  it("returns only texts that complete to a cached one", ({ expect }) => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "\n", "🙂"), maxLength: 8 });

    fc.assert(
      fc.property(text, text, text, text, (before, said, typed, after) => {
        const cache = createCompletionCache();
        cache.add("m", cursorBetween(before, after), said);

        const found = cache.find("m", cursorBetween(before + typed, after));

        const isRest = said.startsWith(typed) && said !== typed;
        expect(found === undefined ? undefined : typed + found.text).toBe(
          isRest ? said : undefined,
        );
      }),
    );
  });
});
