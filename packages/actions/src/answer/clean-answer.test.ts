import * as fc from "fast-check";
import { describe, it } from "vitest";

import { cleanAnswer } from "./clean-answer.ts";
import { dedent } from "./indentation.ts";

const FENCE = "```";

describe("cleanAnswer", () => {
  it.for([
    { answer: "b", selection: "a", clean: "b", why: "a bare answer" },
    { answer: "\n\nb\n\n", selection: "a", clean: "b", why: "no line break was selected" },
    { answer: "b", selection: "a\n", clean: "b\n", why: "the final line break was selected" },
    { answer: "b\nc", selection: "a\r\n", clean: "b\r\nc\r\n", why: "CRLF" },
    { answer: "b\r\nc\r\n", selection: "a\n", clean: "b\nc\n", why: "the model wrote CRLF" },
    { answer: "b", selection: "  a ", clean: "  b ", why: "white space around the selection" },
    { answer: "b", selection: "\n\ta\n\n", clean: "\n\tb\n\n", why: "blank lines around it" },
    {
      answer: "b\n  c",
      selection: "\ta\n",
      clean: "\tb\n\t  c\n",
      why: "the indentation was lost",
    },
    { answer: "\tb\n\tc", selection: "\ta\n", clean: "\tb\n\tc\n", why: "it was kept" },
    { answer: "b\n\nc", selection: "  a\n", clean: "  b\n\n  c\n", why: "blank lines stay empty" },
    {
      answer: "b(\n  c)",
      selection: "a(\n  d)",
      clean: "b(\n  c)",
      why: "it begins inside a line",
    },
    { answer: "b", selection: "  \n", clean: "  b\n", why: "only an indentation was selected" },
    { answer: "", selection: "a\n", clean: "\n", why: "the model deletes" },
  ])("keeps what surrounds the selection: $why", ({ answer, selection, clean }, { expect }) => {
    expect(cleanAnswer(answer, selection)).toBe(clean);
  });

  it.for([
    { answer: `${FENCE}\nb\n${FENCE}`, clean: "b", why: "a fence" },
    { answer: `${FENCE}ts\r\nb\r\n${FENCE}\r\n`, clean: "b", why: "a fence with a name" },
    {
      answer: `~~~~\n${FENCE}\nb\n${FENCE}\n~~~~`,
      clean: `${FENCE}\nb\n${FENCE}`,
      why: "another fence",
    },
    {
      answer: `${FENCE}md\n${FENCE}js\nb\n${FENCE}\n${FENCE}`,
      clean: `${FENCE}js\nb\n${FENCE}`,
      why: "nested",
    },
  ])("takes off $why", ({ answer, clean }, { expect }) => {
    expect(cleanAnswer(answer, "a")).toBe(clean);
  });

  it.for([
    { answer: `${FENCE}\nb\n${FENCE}\nand\n${FENCE}\nc\n${FENCE}`, why: "two blocks" },
    { answer: `So:\n${FENCE}\nb\n${FENCE}`, why: "words before the block" },
    { answer: `${FENCE}js\nb`, why: "a block that does not end" },
    { answer: FENCE, why: "a lone fence" },
  ])("leaves $why alone", ({ answer }, { expect }) => {
    expect(cleanAnswer(answer, "a")).toBe(answer);
  });

  it("keeps the fence of a selected block", ({ expect }) => {
    expect(cleanAnswer(block("b"), block("a"))).toBe(block("b"));
  });

  const eol = fc.constantFrom("\n", "\r\n");
  const indent = fc.constantFrom("", "  ", "\t", "    ");
  const word = fc.stringMatching(/^[a-zé🙂;]{1,6}$/u);
  const line = fc.oneof(
    fc.constant(""),
    fc.tuple(indent, word).map((parts) => parts.join("")),
  );
  const selected = fc
    .record({ base: indent, first: word, rest: fc.array(line), last: fc.boolean(), eol })
    .map((parts) => {
      const lines = [parts.first, ...parts.rest].map((text) =>
        text === "" ? "" : parts.base + text,
      );
      return lines.join(parts.eol) + (parts.last ? parts.eol : "");
    });

  it("gives back the selection when the model repeats what it was sent", ({ expect }) => {
    fc.assert(
      fc.property(selected, (selection) => {
        expect(cleanAnswer(dedent(selection), selection)).toBe(selection);
        expect(cleanAnswer(selection, selection)).toBe(selection);
      }),
    );
  });

  it("keeps white space at both ends and the kind of line break, whatever the model says", ({
    expect,
  }) => {
    fc.assert(
      fc.property(selected, fc.string({ unit: "grapheme" }), (selection, answer) => {
        const clean = cleanAnswer(answer, selection);

        expect(clean.startsWith(/^\s*/.exec(selection)?.[0] ?? "")).toBe(true);
        expect(clean.endsWith(/\s*$/.exec(selection)?.[0] ?? "")).toBe(true);
        expect(clean.endsWith("\n")).toBe(selection.endsWith("\n"));
        if (selection.includes("\r\n")) {
          expect(clean).not.toMatch(/(?<!\r)\n/);
        }
      }),
    );
  });

  it("says the same with a fence around the answer as without", ({ expect }) => {
    fc.assert(
      fc.property(selected, selected, (selection, answer) => {
        expect(cleanAnswer(`${FENCE}js\n${answer}\n${FENCE}\n`, selection)).toBe(
          cleanAnswer(answer, selection),
        );
      }),
    );
  });
});

function block(code: string): string {
  return `${FENCE}js\n${code}\n${FENCE}\n`;
}
