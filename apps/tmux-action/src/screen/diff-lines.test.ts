import { lineText, lineWidth } from "@hexai/terminal";
import * as fc from "fast-check";
import { describe, it } from "vitest";

import { diffBlocks, sizeOfDiff } from "./diff-blocks.ts";
import { diffLines } from "./diff-lines.ts";

const BEFORE = "one\ntwo\nthree\n";
const AFTER = "one\n2\nthree\nfour\n";

describe("diffLines", () => {
  it("puts what goes above what comes where there is little room", ({ expect }) => {
    expect(drawn(BEFORE, AFTER, 40)).toEqual([
      " 1  one",
      " 2- two",
      " 2+ 2",
      " 3  three",
      " 4+ four",
    ]);
  });

  it("puts both texts side by side where there is room", ({ expect }) => {
    const lines = drawn(BEFORE, AFTER, 100);

    expect(lines.map((line) => line.replaceAll(/ {5,}/g, "     "))).toEqual([
      " 1  one     │ 1  one",
      " 2- two     │ 2+ 2",
      " 3  three     │ 3  three",
      "     │ 4+ four",
    ]);
  });

  it("leaves out what is the same far from every change", ({ expect }) => {
    const before = Array.from({ length: 30 }, (_, index) => `line ${index}\n`);

    const lines = drawn(before.join(""), before.with(20, "new\n").join(""), 40);

    expect(lines).toHaveLength(10);
    expect([lines.at(0), lines.at(-1)]).toEqual([" ⋯", " ⋯"]);
    expect(lines[4]).toBe(" 21- line 20");
  });

  it("leaves out nothing where the change is near both ends", ({ expect }) => {
    expect(drawn("a\nb\nc\nd", "a\nb\nc\ne", 40)).not.toContain(" ⋯");
    expect(drawn("a\nb\nc\nd\n", "e\nb\nc\nd\n", 40)).not.toContain(" ⋯");
    expect(drawn("", "a\n", 40)).not.toContain(" ⋯");
  });

  it("marks the words that differ, and no words of lines that have little in common", ({
    expect,
  }) => {
    const marked = diffLines(diffBlocks("let total = 1;\n", "let sum = 1;\n"), 40);
    const other = diffLines(diffBlocks("abc def\n", "xyz uvw\n"), 40);

    expect(
      marked
        .flat()
        .filter(({ isInverse }) => isInverse === true)
        .map(({ text }) => text),
    ).toEqual(["total", "sum"]);
    expect(other.flat().some(({ isInverse }) => isInverse === true)).toBe(false);
  });

  it("shows control characters and does not obey them", ({ expect }) => {
    expect(drawn("", "\u001b[2Jx\n", 40)).toEqual([" 1+ ␛[2Jx"]);
  });

  it("says nothing about texts that are the same", ({ expect }) => {
    expect(drawn(BEFORE, BEFORE, 40)).toEqual([]);
  });

  it("passes no width, loses no line and ends in time, whatever the texts are", ({ expect }) => {
    const line = fc.string({ unit: fc.constantFrom(...Array.from("ab\t日🙂 ;")) });
    const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.join("\n"));

    fc.assert(
      fc.property(text, text, fc.integer({ min: 36, max: 200 }), (before, after, columns) => {
        const blocks = diffBlocks(before, after);
        const { added, removed } = sizeOfDiff(blocks);
        const widths = diffLines(blocks, columns).map(lineWidth);

        expect(Math.max(0, ...widths)).toBeLessThanOrEqual(columns);
        expect(added - removed).toBe(lineCount(after) - lineCount(before));
      }),
    );
  });
});

function drawn(before: string, after: string, columns: number): readonly string[] {
  return diffLines(diffBlocks(before, after), columns).map((line) => lineText(line).trimEnd());
}

function lineCount(text: string): number {
  return text === "" ? 0 : text.replace(/\n$/, "").split("\n").length;
}
