import * as fc from "fast-check";
import { describe, it } from "vitest";

import { answerLines, answerStyle } from "./answer-lines.ts";
import { typedQuestion } from "./typed-question.ts";

const STYLE = { prefix: "> ", eol: "\n" } as const;
const SETTINGS = { chat_suffix: ">", chat_prefixes: ["?"] };

describe("answerLines", () => {
  it.for([
    { answer: "one\ntwo", lines: "> one\n> two", why: "each line is quoted" },
    { answer: "\n one\n\n two \n\n", lines: "> one\n>\n>  two", why: "blank ends go" },
    { answer: "one\r\ntwo\rthree", lines: "> one\n> two\n> three", why: "all line breaks count" },
    { answer: "a\u0000\u001b[31mb", lines: "> a[31mb", why: "control characters go" },
    { answer: "a\ud83d", lines: "> a", why: "half a character waits" },
    { answer: "a\ude42b", lines: "> a\ufffdb", why: "half a character is none" },
    { answer: " \n", lines: "", why: "nothing is nothing" },
  ])("writes $lines: $why", ({ answer, lines }, { expect }) => {
    expect(answerLines(answer, STYLE)).toBe(lines);
  });

  it("lets no answer end the comment around it", ({ expect }) => {
    expect(answerLines("a */ b --> c", { ...STYLE, close: "*/" })).toBe("> a * / b --> c");
    expect(answerLines("a */ b --> c", { ...STYLE, close: "-->" })).toBe("> a */ b -- > c");
  });

  it("only ever grows while an answer grows", ({ expect }) => {
    const unit = fc.constantFrom(
      "a",
      " ",
      "\n",
      "\r",
      "*",
      "/",
      "-",
      ">",
      "🙂",
      "\ud83d",
      "\u0000",
    );
    const style = fc.constantFrom(
      { ...STYLE, close: "*/" },
      { prefix: "  // > ", eol: "\r\n" as const },
    );
    fc.assert(
      fc.property(fc.array(unit), fc.array(unit), style, (start, more, look) => {
        const first = answerLines(start.join(""), look);
        const whole = answerLines([...start, ...more].join(""), look);

        expect(whole.startsWith(first)).toBe(true);
      }),
    );
  });
});

describe("answerStyle", () => {
  it.for([
    { languageId: "markdown", text: "why?>", prefix: "> " },
    { languageId: "markdown", text: "  why?>", prefix: "  > " },
    { languageId: "rust", text: "\t/// why?>", prefix: "\t/// > " },
    { languageId: "go", text: "  f() // why?>", prefix: "  // > " },
    { languageId: "java", text: "  /**\n   * why?>\n   */", prefix: "   * > ", close: "*/" },
    { languageId: "java", text: "  /* why?>\n */", prefix: "   * > ", close: "*/" },
    { languageId: "css", text: "/*\n  why?>\n*/", prefix: "  > ", close: "*/" },
    { languageId: "html", text: "<!-- why?>\n-->", prefix: "> ", close: "-->" },
  ])("puts $prefix before the lines of an answer in $languageId", (row, { expect }) => {
    const { languageId, text, prefix, close } = row;

    expect(styleIn(text, languageId)).toEqual({ prefix, eol: "\n", ...(close && { close }) });
  });

  it("breaks lines as the document does", ({ expect }) => {
    expect(styleIn("a\r\nwhy?>", "markdown")).toEqual({ prefix: "> ", eol: "\r\n" });
  });
});

function styleIn(after: string, languageId: string) {
  const start = after.indexOf(">", after.indexOf("why?"));
  const question = typedQuestion(
    {
      uri: "",
      version: 2,
      versionBefore: 1,
      changes: [{ start, end: start, text: ">" }],
      before: after.slice(0, start) + after.slice(start + 1),
      after,
    },
    SETTINGS,
    { languageId },
  );
  return question && answerStyle(after, question);
}
