import { assert, property, string } from "fast-check";
import { describe, it } from "vitest";

import { harmlessName } from "./harmless-name.ts";

describe("harmlessName", () => {
  it.for([
    { name: "gpt-4.1", shown: "gpt-4.1", why: "a plain one stays" },
    { name: "日本🙂é", shown: "日本🙂é", why: "so does one in another script" },
    { name: "a\nb\tc", shown: "a␊b␉c", why: "no second line" },
    { name: "\u001b[2J", shown: "␛[2J", why: "no control sequence" },
    { name: "a\u202eb\u2067c", shown: "a�b�c", why: "no other direction" },
  ])("shows $shown: $why", ({ name, shown }, { expect }) => {
    expect(harmlessName(name)).toBe(shown);
  });

  it("never leaves a control character", ({ expect }) => {
    assert(
      property(string({ unit: "binary" }), (name) => {
        expect(harmlessName(name)).not.toMatch(/\p{Cc}|\p{Zl}|\p{Zp}/u);
      }),
    );
  });
});
