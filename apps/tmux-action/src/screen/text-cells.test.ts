import * as fc from "fast-check";
import { describe, it } from "vitest";

import {
  cellsOf,
  cutToCells,
  endOfCells,
  padToCells,
  visibleLine,
  visibleLines,
} from "./text-cells.ts";

const TEXT = fc
  .string({ unit: fc.constantFrom(..."ab \t日本🙂é\u001b\u009b\u0000\u202e\u0301".split("")) })
  .map(visibleLine);

describe("visibleLine", () => {
  it.for([
    { line: "\tx", shown: "    x", why: "a tab" },
    { line: "ab\tx", shown: "ab  x", why: "a tab stop" },
    { line: "\u001b[31mred", shown: "␛[31mred", why: "an escape sequence" },
    { line: "a\rb\u0007\u007f", shown: "a␍b␇␡", why: "control characters" },
    { line: "\u009b2J", shown: "\ufffd2J", why: "a C1 control character" },
    { line: "a\u202eb\u200bc", shown: "a\ufffdb\ufffdc", why: "what deceives the eye" },
    { line: "日本 é", shown: "日本 é", why: "ordinary text" },
  ])("shows $why", ({ line, shown }, { expect }) => {
    expect(visibleLine(line)).toBe(shown);
  });

  it("leaves nothing that a terminal acts on", ({ expect }) => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(visibleLine(text)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});

describe("visibleLines", () => {
  it.for([
    { text: "", lines: [] },
    { text: "a", lines: ["a"] },
    { text: "a\n", lines: ["a"] },
    { text: "a\r\n\r\nb\n\n", lines: ["a", "", "b", ""] },
  ])("splits $text", ({ text, lines }, { expect }) => {
    expect(visibleLines(text)).toEqual(lines);
  });
});

describe("endOfCells", () => {
  it("fits, and is the end", ({ expect }) => {
    fc.assert(
      fc.property(TEXT, fc.integer({ min: 0, max: 12 }), (text, cells) => {
        const end = endOfCells(text, cells);

        expect(cellsOf(end)).toBeLessThanOrEqual(cells);
        expect(end === text || cellsOf(text) > cells).toBe(true);
        expect(text.endsWith(end)).toBe(true);
      }),
    );
  });
});

describe("cutToCells", () => {
  it("fits, and keeps what fits", ({ expect }) => {
    fc.assert(
      fc.property(TEXT, fc.integer({ min: 0, max: 12 }), (text, cells) => {
        const cut = cutToCells(text, cells);

        expect(cellsOf(cut)).toBeLessThanOrEqual(cells);
        expect(cut === text || cellsOf(text) > cells).toBe(true);
        expect(text.startsWith(cut.replace(/…$/, ""))).toBe(true);
      }),
    );
  });
});

describe("padToCells", () => {
  it("is exactly as wide as it is told, also in wide characters", ({ expect }) => {
    expect(padToCells("日本", 5)).toBe("日本 ");
    expect(padToCells("日本語", 5)).toBe("日本…");
    expect(padToCells("日本語", 4)).toBe("日… ");
  });
});
