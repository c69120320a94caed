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
        { role: "system", content: "é" },
        { role: "user", content: "ab" },
      ]),
    ).toBe(4);
  });

  it("counts a picture as it is in its file", ({ expect }) => {
    const picture = { type: "image", mediaType: "image/png", bytes: new Uint8Array(1000) } as const;
    const content = [picture, { type: "text", text: "é" }] as const;

    expect(sentBytesOf([{ role: "user", content }])).toBe(1002);
  });
});
