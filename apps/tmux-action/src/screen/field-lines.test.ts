import { describe, it } from "vitest";

import { fieldLines } from "./field-lines.ts";

const SIZE = { columns: 10, rows: 2 };

describe("fieldLines", () => {
  it.for([
    { why: "at the end", field: { before: "ab", after: "" }, lines: [" › ab[ ]"] },
    { why: "in the middle", field: { before: "a", after: "日c" }, lines: [" › a[日]c"] },
    {
      why: "on the line below a full one",
      field: { before: "abcdef", after: "" },
      lines: [" › abcdef", "   [ ]"],
    },
    {
      why: "on the last line that there is room for",
      field: { before: "abcdefghijkl", after: "" },
      lines: [" › ghijkl", "   [ ]"],
    },
    {
      why: "on the first line",
      field: { before: "", after: "abcdefghijklmnop" },
      lines: [" › [a]bcdef", "   ghijkl"],
    },
  ])("shows the cursor $why", ({ field, lines }, { expect }) => {
    const shown = fieldLines(field, SIZE).map((line) =>
      line.map(({ text, isCursor }) => (isCursor === true ? `[${text}]` : text)).join(""),
    );

    expect(shown).toEqual(lines);
  });
});
