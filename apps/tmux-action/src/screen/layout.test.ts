import { describe, it } from "vitest";

import { sanitizeLines } from "./layout.ts";

describe("sanitizeLines", () => {
  it.for([
    { text: "", lines: [] },
    { text: "a", lines: ["a"] },
    { text: "a\n", lines: ["a"] },
    { text: "a\r\n\r\nb\n\n", lines: ["a", "", "b", ""] },
  ])("splits $text", ({ text, lines }, { expect }) => {
    expect(sanitizeLines(text)).toEqual(lines);
  });
});
