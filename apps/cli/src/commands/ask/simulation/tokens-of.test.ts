import { assert, property, string } from "fast-check";
import { describe, it } from "vitest";

import { tokensOf } from "./tokens-of.ts";

describe("tokensOf", () => {
  it("cuts words into pieces", ({ expect }) => {
    expect(tokensOf("a simulated\n\nmodel 🙂🙂🙂🙂🙂 \n")).toEqual(
      "a| simu|late|d|\n\nmode|l| 🙂🙂🙂🙂|🙂| \n".split("|"),
    );
  });

  it("loses nothing", ({ expect }) => {
    assert(
      property(string({ unit: "binary" }), (text) => {
        expect(tokensOf(text).join("")).toBe(text);
      }),
    );
  });
});
