import { describe, it } from "vitest";

import { previousExchanges, questionMessages } from "./question-prompt.ts";

const INPUT = {
  question: "and now?",
  previous: [{ question: "what?", answer: "this" }],
  language: "go",
  file: "a.go",
};

describe("questionMessages", () => {
  it("gives the model what was said before", ({ expect }) => {
    expect(questionMessages(INPUT, "{{file}} is {{language}}")).toEqual([
      { role: "system", content: "a.go is go" },
      { role: "user", content: "what?" },
      { role: "assistant", content: "this" },
      { role: "user", content: "and now?" },
    ]);
  });

  it("has words of its own", ({ expect }) => {
    expect(questionMessages(INPUT)[0]?.content).toContain("a.go");
  });

  it("says nothing first when the user wants that", ({ expect }) => {
    expect(questionMessages(INPUT, "")[0]?.role).toBe("user");
  });
});

describe("previousExchanges", () => {
  it("takes the last three, oldest first", ({ expect }) => {
    const text = ["1?", "> a", "2?", "> b", "text", "", "3!", "> c", "> d", "4:", "> e", ""];

    expect(pairsAbove(text.join("\n"))).toEqual([
      { question: "2?", answer: "b" },
      { question: "3!", answer: "c\nd" },
      { question: "4:", answer: "e" },
    ]);
  });

  it.for([
    { text: "1?\n\n> a\n", why: "a blank line is between them" },
    { text: "text\n> a\n", why: "a quotation is no answer" },
    { text: "1?\ntext\n", why: "it was not answered" },
    { text: "> a\n", why: "there is no question" },
  ])("takes nothing from $text: $why", ({ text }, { expect }) => {
    expect(pairsAbove(text)).toEqual([]);
  });

  it("looks behind the markers of comments", ({ expect }) => {
    expect(pairsAbove("f(); // 1?\r\n// > a\r\n// >\r\n// > b\r\n", { open: "//" })).toEqual([
      { question: "1?", answer: "a\n\nb" },
    ]);
    expect(pairsAbove("/*\n * 1?\n * > a\n", { open: "/*", close: "*/" })).toEqual([
      { question: "1?", answer: "a" },
    ]);
    expect(pairsAbove("<!--\n  1?\n  > a\n", { open: "<!--", close: "-->" })).toEqual([
      { question: "1?", answer: "a" },
    ]);
  });
});

function pairsAbove(above: string, comment?: { open: string; close?: string }) {
  const text = `${above}now?>`;
  const line = { start: above.length, end: text.length };
  const ending = { start: text.length - 1, end: text.length };
  const question = { text: "now?", line, ending };
  return previousExchanges(
    text,
    comment ? { ...question, comment: { start: 0, ...comment } } : question,
    ["?", "!", ":", ";"],
  );
}
