import * as fc from "fast-check";
import { describe, it } from "vitest";

import { splitDiagnostics } from "./split-diagnostics.ts";

describe("splitDiagnostics", () => {
  it("parts what is reported from the code", ({ expect }) => {
    const block = "Diagnostics:\n- line 2: x is never read\n- missing return\n\n";

    expect(splitDiagnostics(`${block}\tf()\n\n- g()`)).toEqual({
      diagnostics: ["line 2: x is never read", "missing return"],
      block,
      selection: "\tf()\n\n- g()",
    });
  });

  it.for([
    { lines: "a\nb\n", diagnostics: ["a", "b"], why: "lines without marks" },
    { lines: "* a\n• b\n1. c\n2) d\n", diagnostics: ["a", "b", "c", "d"], why: "any list" },
    { lines: "- a\n  more\n- b\n", diagnostics: ["a more", "b"], why: "a long one" },
    { lines: "  - a\n  - b\n", diagnostics: ["a", "b"], why: "an indented list" },
    { lines: "-1 is no index\n", diagnostics: ["-1 is no index"], why: "no list at all" },
    { lines: "a.go:3:1: b\n", diagnostics: ["a.go:3:1: b"], why: "a compiler's own form" },
  ])("reads $why", ({ lines, diagnostics }, { expect }) => {
    const found = splitDiagnostics(`diagnostics: \r\n${lines.replaceAll("\n", "\r\n")}\r\nf()\r\n`);

    expect(found).toMatchObject({ diagnostics, selection: "f()\r\n" });
  });

  it.for([
    { text: "f()\n", why: "no heading" },
    { text: "x\nDiagnostics:\n- a\n\nf()", why: "a heading further below" },
    { text: "Diagnostics: a\n\nf()", why: "words behind the heading" },
    { text: "Diagnostics:\n\nf()", why: "an empty report" },
    { text: "Diagnostics:\n- \n\nf()", why: "a report of nothing" },
    { text: "Diagnostics:\n- a\nf()", why: "no blank line" },
    { text: "Diagnostics:\n- a\n\n \n", why: "nothing behind the report" },
  ])("finds nothing in an input with $why", ({ text }, { expect }) => {
    expect(splitDiagnostics(text)).toBeUndefined();
  });

  it("loses no byte", ({ expect }) => {
    const eol = fc.constantFrom("\n", "\r\n");
    const line = fc.stringMatching(/^[ -~\té🙂]{0,9}$/u);
    fc.assert(
      fc.property(fc.array(line), fc.array(line), eol, (above, below, end) => {
        const text = ["Diagnostics:", ...above, "- a", "", ...below, "f()"].join(end);

        const found = splitDiagnostics(text);

        expect((found?.block ?? "") + (found?.selection ?? text)).toBe(text);
      }),
    );
  });

  it("reads text without end in a moment", ({ expect }) => {
    const text = `Diagnostics:\n${" \t- a\n".repeat(100_000)}`;

    expect(splitDiagnostics(text)).toBeUndefined();
  });
});
