import { array, assert, property, string } from "fast-check";
import { describe, it } from "vitest";

import { harmlessText } from "./harmless-text.ts";

describe("harmlessText", () => {
  it.for([
    { text: "a\n\tb é 日 🙂", shown: "a\n\tb é 日 🙂", why: "plain text stays" },
    { text: "\u001b[31mred\u001b[0m", shown: "␛[31mred␛[0m", why: "colours" },
    { text: "\u001b]0;title\u0007", shown: "␛]0;title␇", why: "a window title" },
    { text: "\u001b]52;c;eA==\u001b\\", shown: "␛]52;c;eA==␛\\", why: "the clipboard" },
    { text: "\u009b2J\u0090x", shown: "�2J�x", why: "8-bit sequences" },
    { text: "safe\rrm -rf", shown: "saferm -rf", why: "a line over another" },
    { text: "a\r\nb", shown: "a\nb", why: "Windows line ends" },
    { text: "\b\u007f\0", shown: "␈␡␀", why: "rubbing out" },
  ])("shows $shown: $why", ({ text, shown }, { expect }) => {
    expect(harmlessText(text)).toBe(shown);
  });

  it("leaves nothing that a terminal obeys, however the text is cut", ({ expect }) => {
    assert(
      property(array(string({ unit: "binary" })), (pieces) => {
        const shown = pieces.map(harmlessText).join("");

        expect(shown).toBe(harmlessText(pieces.join("")));
        expect(shown.replaceAll(/[\n\t]/gu, "")).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});
