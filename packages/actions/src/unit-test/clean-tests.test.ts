import { describe, it } from "vitest";

import { cleanTests } from "./clean-tests.ts";

describe("cleanTests", () => {
  it.for([
    { answer: "a\n  b", selection: "\tf()", clean: "a\n  b", why: "no indentation" },
    { answer: "\n\n  a\n  b\n\n", selection: "f()", clean: "a\nb", why: "none of its own either" },
    { answer: "a\nb", selection: "f()\n", clean: "a\nb\n", why: "the last line's end" },
    { answer: "a\nb", selection: "f()\r\n", clean: "a\r\nb\r\n", why: "CRLF" },
    { answer: "```go\na\n```", selection: "f()\n", clean: "a\n", why: "no fence" },
  ])("has $why", ({ answer, selection, clean }, { expect }) => {
    expect(cleanTests(answer, selection)).toBe(clean);
  });
});
