import { describe, it } from "vitest";

import { sentBytesOf, utf8BytesOf } from "./utf8-bytes.ts";

describe("utf8BytesOf", () => {
  it.for([
    { text: "", bytes: 0, why: "nothing" },
    { text: "abc", bytes: 3, why: "ASCII" },
    { text: "é", bytes: 2, why: "Latin" },
    { text: "日本", bytes: 6, why: "CJK" },
    { text: "🙂", bytes: 4, why: "outside the basic plane" },
    { text: "\ud83d", bytes: 3, why: "a lone surrogate is sent as U+FFFD" },
  ])("counts $bytes for $why", ({ text, bytes }, { expect }) => {
    expect(utf8BytesOf(text)).toBe(bytes);
  });
});

describe("sentBytesOf", () => {
  it("adds up the contents of all messages and nothing else", ({ expect }) => {
    expect(
      sentBytesOf([
        { role: "system", text: "é" },
        { role: "user", text: "ab" },
      ]),
    ).toBe(4);
  });
});
