import { assert, property, string } from "fast-check";
import { describe, it } from "vitest";

import { splitTokens } from "./split-tokens.ts";

describe("splitTokens", () => {
  it("cuts words into pieces", ({ expect }) => {
    expect(splitTokens("a simulated\n\nmodel 🙂🙂🙂🙂🙂 \n")).toEqual(
      "a| simu|late|d|\n\nmode|l| 🙂🙂🙂🙂|🙂| \n".split("|"),
    );
  });

  it("loses nothing", ({ expect }) => {
    assert(
      property(string({ unit: "binary" }), (text) => {
        expect(splitTokens(text).join("")).toBe(text);
      }),
    );
  });
});
