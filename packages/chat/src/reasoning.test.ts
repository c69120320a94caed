import { array, assert, constantFrom, integer, property } from "fast-check";
import { describe, it } from "vitest";

import { createReasoningFilter, withoutReasoning } from "./reasoning.ts";

/** The same in a stream and in a whole text. */
const LEADING = [
  { text: "answer", answer: "answer", why: "there is none" },
  { text: "<think>a</think>answer", answer: "answer", why: "it leads" },
  { text: "<thinking>a</thinking>answer", answer: "answer", why: "the other mark" },
  { text: "<think>a\n\nb</think>\n\n  answer\n", answer: "answer\n", why: "white space behind it" },
  { text: " \n<think>a</think> answer", answer: "answer", why: "white space before it" },
  { text: "<THINK>a</Think>answer", answer: "answer", why: "in capital letters" },
  { text: "<think>\n\n</think>\n\nanswer", answer: "answer", why: "nothing is thought" },
  { text: "<think></think>answer", answer: "answer", why: "it is empty" },
  { text: "<think>a</think>\n<think>b</think>\nanswer", answer: "answer", why: "it comes twice" },
  { text: "<think>a</think>```\n<b>\n```", answer: "```\n<b>\n```", why: "a fence follows" },
  { text: "<think>all of it", answer: "", why: "it never ends" },
  { text: "<think>a </thin k> b</think>c", answer: "c", why: "something like a mark is in it" },
  { text: "<think>a</think>", answer: "", why: "nothing follows" },
  { text: "<thi", answer: "<thi", why: "it is only the beginning of a mark" },
  { text: " \n ", answer: " \n ", why: "it is white space alone" },
  { text: "  indented", answer: "  indented", why: "white space leads" },
  { text: "<thinker>a</thinker>", answer: "<thinker>a</thinker>", why: "it is another mark" },
  { text: "Use <think>a</think> so.", answer: "Use <think>a</think> so.", why: "it speaks of it" },
  {
    text: "`<think>` opens, `</think>` closes",
    answer: "`<think>` opens, `</think>` closes",
    why: "it speaks of both",
  },
  {
    text: "<think>a</think>Write <think>b</think>",
    answer: "Write <think>b</think>",
    why: "it speaks of it afterwards",
  },
  { text: "<think>a</think>b</think>c", answer: "b</think>c", why: "a mark is too many" },
] as const;

describe("createReasoningFilter", () => {
  it.for(LEADING)("leaves '$answer' of '$text': $why", ({ text, answer }, { expect }) => {
    expect(filtered([text])).toBe(answer);
  });

  it.for(LEADING)("leaves the same of '$text' character by character", (row, { expect }) => {
    expect(filtered(Array.from(row.text))).toBe(row.answer);
  });

  it("leaves the same however a text is torn", ({ expect }) => {
    const words = constantFrom(
      "a",
      " ",
      "\n",
      "<",
      "think>",
      "<think>",
      "</think>",
      "<thinking>",
      "</thinking>",
      "</thi",
      "🙂",
    );
    assert(
      property(array(words), array(integer({ min: 1, max: 9 })), (text, sizes) => {
        const whole = text.join("");

        expect(filtered(torn(whole, sizes))).toBe(filtered([whole]));
      }),
    );
  });

  it.for([
    { text: "answer </think>", hasCut: false, why: "there was none" },
    { text: "<thi", hasCut: false, why: "only the beginning of a mark" },
    { text: "<think>a</think>answer", hasCut: true, why: "it leads" },
    { text: "<think></think>", hasCut: true, why: "it is empty" },
    { text: "<think>a", hasCut: true, why: "it does not end" },
  ])("says of '$text' whether it has cut something: $why", ({ text, hasCut }, { expect }) => {
    const filter = createReasoningFilter();

    filter.push(text);

    expect(filter.hasCut).toBe(hasCut);
  });

  it("passes pieces on one by one, and holds back no more than may become a mark", ({ expect }) => {
    const filter = createReasoningFilter();

    expect(
      [" ", "\n", "<", "thinker", ">", " ", "<think>"].map((piece) => filter.push(piece)),
    ).toEqual([[], [], [], [" ", "\n", "<", "thinker"], [">"], [" "], ["<think>"]]);
  });
});

describe("withoutReasoning", () => {
  it.for(LEADING)("leaves '$answer' of '$text': $why", ({ text, answer }, { expect }) => {
    expect(withoutReasoning(text)).toBe(answer);
  });

  it.for([
    { text: "a\n</think>\n\nanswer\n", answer: "answer\n", why: "the prompt had the opening mark" },
    { text: "a</think>answer", answer: "answer", why: "without white space" },
    { text: "a</thinking>\nanswer", answer: "answer", why: "the other mark" },
    { text: "</think>\nanswer", answer: "answer", why: "nothing was thought" },
    { text: "a</think>b</think>c", answer: "b</think>c", why: "the first one counts" },
    { text: "a</think>", answer: "", why: "nothing follows" },
    { text: "a\n</THINK>\nanswer", answer: "answer", why: "in capital letters" },
    {
      text: "The mark `</think>` ends it",
      answer: "The mark `</think>` ends it",
      why: "in backticks",
    },
    { text: 'split("</think>")', answer: 'split("</think>")', why: "in quotation marks" },
    {
      text: "Say `</think>` to end.\n</think>\nanswer",
      answer: "answer",
      why: "the reasoning speaks of it",
    },
  ])("leaves '$answer' of '$text', which begins inside: $why", ({ text, answer }, { expect }) => {
    expect(withoutReasoning(text)).toBe(answer);
  });
});

function filtered(pieces: readonly string[]): string {
  const filter = createReasoningFilter();
  return [...pieces.flatMap((piece) => filter.push(piece)), ...filter.end()].join("");
}

function torn(text: string, sizes: readonly number[]): string[] {
  const pieces: string[] = [];
  let rest = text;
  for (const size of sizes) {
    pieces.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return [...pieces, rest];
}
