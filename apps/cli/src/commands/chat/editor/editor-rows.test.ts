import { displayWidth } from "@hexai/terminal/text";
import * as fc from "fast-check";
import { describe, it } from "vitest";

import { editorRows, sentRows } from "./editor-rows.ts";

describe("editorRows", () => {
  it.for([
    { before: "", after: "", rows: ["> "], row: 0, column: 2, why: "nothing" },
    { before: "ab", after: "c", rows: ["> abc"], row: 0, column: 4, why: "a cursor in a line" },
    { before: "a\nb", after: "", rows: ["> a", "  b"], row: 1, column: 3, why: "two lines" },
    { before: "a\n", after: "", rows: ["> a", "  "], row: 1, column: 2, why: "an empty line" },
    {
      before: "abcdefghi",
      after: "",
      rows: ["> abcdefg", "  hi"],
      row: 1,
      column: 4,
      why: "it wraps",
    },
    {
      before: "日本日本",
      after: "",
      rows: ["> 日本日", "  本"],
      row: 1,
      column: 4,
      why: "wide ones",
    },
    { before: "a\tb", after: "", rows: ["> a    b"], row: 0, column: 8, why: "a tab is spaces" },
    { before: "a\u001b", after: "", rows: ["> a␛"], row: 0, column: 4, why: "a control is shown" },
    { before: "", after: "ab\ncd", rows: ["> ab", "  cd"], row: 0, column: 2, why: "at the start" },
  ])("shows $rows: $why", ({ before, after, ...laidOut }, { expect }) => {
    const { why: _, ...expected } = laidOut;

    expect(editorRows({ before, after }, 10, 24)).toEqual(expected);
  });

  it("shows of a long text what is around the cursor", ({ expect }) => {
    const lines = Array.from({ length: 200 }, (_, index) => `line ${index}`);

    const end = editorRows({ before: lines.join("\n"), after: "" }, 80, 24);
    const start = editorRows({ before: "", after: lines.join("\n") }, 80, 24);

    expect(end.rows).toEqual(lines.slice(-12).map((line) => `  ${line}`));
    expect(end.row).toBe(11);
    expect(start.rows).toEqual(
      lines.slice(0, 12).map((line, index) => `${index === 0 ? "> " : "  "}${line}`),
    );
    expect(start.row).toBe(0);
  });

  it("fits every text into every screen, with the cursor behind what is before it", ({
    expect,
  }) => {
    const text = fc.string({
      unit: fc.constantFrom("a", "日", "👩‍👧", "\n", "\t", " ", "e\u0301"),
      maxLength: 300,
    });
    fc.assert(
      fc.property(
        text,
        text,
        fc.integer({ min: 6, max: 100 }),
        fc.integer({ min: 3, max: 40 }),
        (before, after, columns, height) => {
          const { rows, row, column } = editorRows({ before, after }, columns, height);

          expect(rows.length).toBeLessThanOrEqual(Math.max(1, height - 2));
          expect(row).toBeLessThan(rows.length);
          expect(column).toBeLessThan(columns);
          expect(Math.max(...rows.map((each) => displayWidth(each)))).toBeLessThan(columns);
          expect(displayWidth(rows[row] ?? "")).toBeGreaterThanOrEqual(column);
        },
      ),
    );
  });
});

describe("sentRows", () => {
  it("leaves a short text whole, and of a long one its beginning and its size", ({ expect }) => {
    const lines = Array.from({ length: 200 }, (_, index) => `line ${index}`);

    expect(sentRows("a\nb", 80)).toEqual(["> a", "  b"]);
    expect(sentRows(lines.join("\n"), 80)).toEqual([
      "> line 0",
      ...lines.slice(1, 11).map((line) => `  ${line}`),
      "  … 200 lines",
    ]);
    expect(sentRows("x".repeat(5000), 80).at(-1)).toBe("  … 5000 characters");
  });
});
