import { defaultConfig } from "@hexai/config";
import { describe, it } from "vitest";

import { typedTag } from "./typed-tag.ts";

const { inline } = defaultConfig();

describe("typedTag", () => {
  it.for([
    { text: "a = >!the answer|>|;", instruction: "the answer", result: "a = R;" },
    { text: "  >>!a loop|>| here\nb", instruction: "a loop", result: "R\nb" },
    { text: ">>!a loop|>|\r\nb", instruction: "a loop", result: "R\r\nb" },
    { text: "x\n>!a|>|", instruction: "a", result: "x\nR" },
    { text: "|>!all at once>|", instruction: "all at once", result: "R" },
    { text: "f(>!a>, >!b|>|)", instruction: "b", result: "f(>!a>, R)" },
    { text: ">!a|>\n|", instruction: "a", result: "R\n" },
  ])("finds $instruction in $text", ({ text, instruction, result }, { expect }) => {
    const { found, after } = tagIn(text);

    expect(found?.instruction).toBe(instruction);
    expect(
      found && `${after.slice(0, found.replaced.start)}R${after.slice(found.replaced.end)}`,
    ).toBe(result);
  });

  it.for([
    { text: "a >! b|>|", why: "operators have spaces around them" },
    { text: ">!|>|", why: "nothing is wanted" },
    { text: ">!a> b|>|", why: "the tag was closed before" },
    { text: ">!a|b|>", why: "something else was typed" },
    { text: ">!a\nb|>|", why: "a tag is on one line" },
    { text: "a |>|", why: "nothing is opened" },
  ])("finds nothing in $text: $why", ({ text }, { expect }) => {
    expect(tagIn(text).found).toBeUndefined();
  });

  it("obeys the settings", ({ expect }) => {
    expect(tagIn("<<%a|%>|", { inline_open: "<%", inline_close: "%>" }).found).toEqual({
      instruction: "a",
      tag: { start: 0, end: 6 },
      replaced: { start: 0, end: 6 },
    });
    expect(tagIn(">!a|>|", { inline_open: "", inline_close: ">" }).found).toBeUndefined();
  });
});

function tagIn(drawing: string, settings = inline) {
  const [left = "", text = "", right = ""] = drawing.split("|");
  const after = left + text + right;
  const changes = [{ start: left.length, end: left.length, text }];
  const change = { uri: "", version: 2, versionBefore: 1, changes, before: left + right, after };
  return { after, found: typedTag(change, settings) };
}
