import * as fc from "fast-check";
import { describe, it } from "vitest";

import { cursorIn } from "../../testing/cursor-in.ts";
import { postprocessPartial } from "./postprocess-partial.ts";

describe("postprocessPartial", () => {
  it.for([
    ["|", "`", "", "it may be a fence"],
    ["|", "```ts", "", "the fence is not whole"],
    ["|", "```ts\nco", "co", "behind the fence"],
    ["con|", "co", "", "it may repeat the word"],
    ["con|", "cons", "s", "it did"],
    ["con|", "x", "x", "it does not"],
    ["|", "\ud83d", "", "half a character"],
    ["|", "a\r", "a", "perhaps half a line break"],
  ] as const)("says of %j and %j, so far: %j: %s", ([marked, text, said], { expect }) => {
    expect(postprocessPartial({ text, source: "chat", isComplete: false }, cursorIn(marked))).toBe(
      said,
    );
  });

  it("only grows while the words come", ({ expect }) => {
    const words = fc.string({
      unit: fc.constantFrom("`", "```", "\n", "\r\n", "con", "🙂", "\ud83d", "x", " "),
    });
    const marked = fc.constantFrom("|", "con|", "  con |", "const x = con|\nx", "a\r\n|");

    fc.assert(
      fc.property(words, marked, fc.constantFrom("chat", "native"), (said, at, source) => {
        const cursor = cursorIn(at);
        let before = "";
        for (let length = 0; length <= said.length; length += 1) {
          const text = said.slice(0, length);
          const now = postprocessPartial({ text, source, isComplete: false }, cursor);

          expect(now.startsWith(before)).toBe(true);
          before = now;
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
