import { array, assert, constantFrom, integer, property } from "fast-check";
import { describe, it } from "vitest";

import { fimTokensOf } from "./fim-family.ts";
import { stripTokens } from "./strip-tokens.ts";
import { createTokenFilter } from "./token-filter.ts";

const TOKENS = fimTokensOf("qwen2.5-coder");

describe("stripTokens", () => {
  it.for([
    { text: "a < b || c", left: "a < b || c", why: "ordinary text stays" },
    { text: "a<|fim_prefix|>b<|im_end|>", left: "ab", why: "every token goes" },
    { text: "<|fim_<|fim_prefix|>suffix|>", left: "", why: "none may come to be by it" },
  ])("leaves $left: $why", ({ text, left }, { expect }) => {
    expect(stripTokens(text, TOKENS)).toBe(left);
  });
});

describe("createTokenFilter", () => {
  it("holds back no more than what may become a token", ({ expect }) => {
    const filter = createTokenFilter(TOKENS);

    expect([
      filter.push("if (a <"),
      filter.push(" b) { <|fim"),
      filter.push("_prefix|>x"),
      filter.push(" <|fim_"),
      filter.end(),
    ]).toEqual(["if (a ", "< b) { ", "x", " ", "<|fim_"]);
  });

  it("lets the same through however the text is torn", ({ expect }) => {
    const words = constantFrom("a", "<", "|", "<|", "é🙂", "\n", "<|fim", "<|endoftext", ...TOKENS);
    assert(
      property(array(words), array(integer({ min: 1, max: 9 })), (text, sizes) => {
        const whole = text.join("");
        const filter = createTokenFilter(TOKENS);

        const passed = torn(whole, sizes).map((piece) => filter.push(piece));

        expect(passed.join("") + filter.end()).toBe(stripTokens(whole, TOKENS));
      }),
    );
  });
});

function torn(text: string, sizes: readonly number[]): string[] {
  const pieces: string[] = [];
  let rest = text;
  for (const size of sizes) {
    pieces.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return [...pieces, rest];
}
