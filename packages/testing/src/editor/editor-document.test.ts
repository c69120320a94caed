import { describe, it } from "vitest";

import { rangeOf, spanOf } from "./editor-document.ts";

const TEXT = "a\r\né🙂b\rc\n";

describe("rangeOf and spanOf", () => {
  it.for([
    { encoding: "utf-8", character: 6 },
    { encoding: "utf-16", character: 3 },
    { encoding: "utf-32", character: 2 },
  ])("count in $encoding, there and back", ({ encoding, character }, { expect }) => {
    const span = { start: TEXT.indexOf("b"), end: TEXT.indexOf("c") };

    const range = rangeOf(TEXT, span, encoding);

    expect(range).toEqual({ start: { line: 1, character }, end: { line: 2, character: 0 } });
    expect(spanOf(TEXT, range, encoding)).toEqual(span);
  });

  it("know the empty line behind the last line break", ({ expect }) => {
    const end = { start: TEXT.length, end: TEXT.length };

    expect(rangeOf(TEXT, end, "utf-16").start).toEqual({ line: 3, character: 0 });
    expect(spanOf(TEXT, rangeOf(TEXT, end, "utf-16"), "utf-16")).toEqual(end);
  });
});
