import { array, assert, property, string } from "fast-check";
import { describe, it } from "vitest";

import { createSurrogateJoiner } from "./surrogate-joiner.ts";

describe("createSurrogateJoiner", () => {
  it.for([
    { deltas: ["a", "b"], passed: ["a", "b", ""], why: "whole text is not held back" },
    { deltas: ["a\ud83d", "\ude42b"], passed: ["a", "🙂b", ""], why: "halves are joined" },
    { deltas: ["\ud83d", "", "\ude42"], passed: ["", "", "🙂", ""], why: "nothing comes between" },
    { deltas: ["\ud83d", "b"], passed: ["", "\ud83db", ""], why: "a lone half is passed on" },
    { deltas: ["\ude42"], passed: ["\ude42", ""], why: "a second half alone is passed on" },
    { deltas: ["a\ud83d"], passed: ["a", "\ud83d"], why: "a half at the end is passed on" },
  ])("passes $passed: $why", ({ deltas, passed }, { expect }) => {
    const joiner = createSurrogateJoiner();

    expect([...deltas.map((delta) => joiner.push(delta)), joiner.end()]).toEqual(passed);
  });

  it("loses nothing, and ends no piece in half a character that becomes whole", ({ expect }) => {
    assert(
      property(array(string({ unit: "binary" })), (parts) => {
        const text = parts.join("");
        const joiner = createSurrogateJoiner();

        const pieces = [...text.split("").map((unit) => joiner.push(unit)), joiner.end()];

        expect(pieces.join("")).toBe(text);
        expect(pieces.filter((piece) => /\p{Surrogate}/u.test(piece))).toEqual([]);
      }),
    );
  });
});
