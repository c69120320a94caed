import { describe, it } from "vitest";

import { createKeyDecoder } from "./create-key-decoder.ts";

const PASTE_START = "\u001b[200~";
const PASTE_END = "\u001b[201~";

describe("a paste", () => {
  it.for([
    [`${PASTE_START}a\rb${PASTE_END}`],
    [PASTE_START, "a\r", "b", PASTE_END],
    [`${PASTE_START}a\rb\u001b[20`, "1~"],
  ])("is one key, however it is cut: %o", (pieces, { expect }) => {
    const decoder = createKeyDecoder();

    expect(pieces.flatMap((piece) => decoder.push(piece))).toMatchObject([{ paste: "a\rb" }]);
  });

  it("is ended by Ctrl-C when its end is lost, and keeps its text and what follows apart", ({
    expect,
  }) => {
    const decoder = createKeyDecoder();

    const keys = [`${PASTE_START}text`, "\r", "more\u001b[20", "\u0003", "\u0003", "x"].map(
      (piece) => decoder.push(piece),
    );

    expect(keys).toMatchObject([
      [],
      [],
      [],
      [{ paste: "text\rmore\u001b[20" }],
      [{ name: "c", ctrl: true }],
      [{ sequence: "x" }],
    ]);
  });

  it("may hold a Ctrl-C", ({ expect }) => {
    const decoder = createKeyDecoder();

    expect(decoder.push(`${PASTE_START}a\u0003b${PASTE_END}`)).toMatchObject([
      { paste: "a\u0003b" },
    ]);
  });
});
