import { assert, property, string } from "fast-check";
import { describe, it } from "vitest";

import { sanitizeQuoted } from "./sanitize-quoted.ts";

const KEY = "sk-0123456789";

describe("sanitizeQuoted", () => {
  it.for([
    { text: "a b", words: "a b", why: "plain text stays" },
    { text: " a\r\n\tb ", words: "a b", why: "it is one line" },
    { text: "\u001b[31ma\u0007", words: "␛[31ma␇", why: "nothing controls the terminal" },
    { text: "a\u202eb", words: "a�b", why: "nothing turns the direction of writing" },
    { text: `bad ${KEY}, ${KEY}!`, words: "bad ***, ***!", why: "keys are secret" },
    { text: "🙂".repeat(201), words: `${"🙂".repeat(200)}…`, why: "whole characters are cut" },
  ])("makes $words: $why", ({ text, words }, { expect }) => {
    expect(sanitizeQuoted(text, KEY)).toBe(words);
  });

  it("does not take a placeholder for a secret", ({ expect }) => {
    expect(sanitizeQuoted("text", "x")).toBe("text");
  });

  it("never lets a control character or the key through", ({ expect }) => {
    assert(
      property(string({ unit: "binary" }), string({ unit: "binary" }), (before, after) => {
        const words = sanitizeQuoted(`${before}${KEY}${after}`, KEY);

        expect(words).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(words).not.toContain(KEY);
      }),
    );
  });
});
