import { describe, it } from "vitest";

import { cursorIn } from "../../testing/cursor-in.ts";
import type { OutputSource } from "./postprocess-partial.ts";
import { postprocess } from "./postprocess.ts";
import { scopeOf } from "./stop-point.ts";

describe("postprocess", () => {
  it.for([
    ["const a = |", "1;", "1;", "what is right stays"],
    ["const a = |", "```ts\n1;\n```", "1;", "a fence goes"],
    ["const a = |", "\n```\n1;\n```\n", "1;", "with blank lines around it too"],
    ["const a = |", "```ts\n1;\n```\nThat is one.", "1;", "and what is said after it"],
    ["const a = |", "const a = 1;", "1;", "the line's beginning is there already"],
    ["  const a = |", "const a = 1;", "1;", "also without its indentation"],
    ["con|", "console.log()", "sole.log()", "so is the word's"],
    ["x = con|", "console.log()", "sole.log()", "in the middle of a line too"],
    ["function f(a) {\n  re|", "function f(a) {\n  return a;", "turn a;", "and several lines are"],
    ["    |", "    return 1;", "return 1;", "so is the indentation"],
    ["a = |", "<|fim_middle|>1<|endoftext|>", "1", "marks of other models are slips"],
    ["a = |", `1<|cursor|>`, "1", "so is the cursor's"],
    ["a = |", "", "", "nothing is nothing"],
    ["a = |", " \n", "", "so is white space"],
  ] as const)("makes of %j and %j in a chat %j: %s", ([marked, said, inserted], { expect }) => {
    expect(cleaned(marked, said, "chat")).toBe(inserted);
  });

  it.for([
    ["    |", "    return 1;", "    return 1;", "deeper indentation may be meant"],
    ["a|", "ab", "ab", "so may a letter again"],
    ["a = |", "`x`;", "`x`;", "a template is no fence"],
  ] as const)("leaves %j and %j of a native model alone: %s", (row, { expect }) => {
    const [marked, said, inserted] = row;

    expect(cleaned(marked, said, "native")).toBe(inserted);
  });

  it("leaves fences in Markdown", ({ expect }) => {
    expect(cleaned("|", "```sh\nls\n```", "chat", "markdown")).toBe("```sh\nls\n```");
  });

  it.for([
    ["f(|)", "x)", "x", "the document closes the call"],
    ["f(|)", "g(x)", "g(x)", "this bracket closes its own"],
    ["f(|)", "g(x))", "g(x)", "one of two is the document's"],
    ["f(g(|))", "x))", "x", "both are the document's"],
    ["f(|);", "x);", "x", "with the semicolon"],
    ["f(|)", "x);", "x", "and what comes behind is too much"],
    ["f(|)", "')');", "')'", "a bracket in quotes is none"],
    ["f(a, |, b)", "c, b)", "c", "in a list of parameters"],
    ["f(a, |, b)", "c,", "c", "with a comma too many"],
    ['print("|")', 'hi")', "hi", "the document closes the quote"],
    ['print("|")', 'hi"', "hi", "and the quote alone"],
    ['print("|")', `don't")`, `don't`, "another quote inside of it"],
    ["f(|)", '"a"', '"a"', "this quote closes its own"],
    ['["a|"]', '", "b"', '", "b', "the last quote is the document's"],
    ["a = |;", "b;", "b", "the semicolon is there"],
    ["fo|obar(1)", "obar(1)", "", "all of it is there"],
    ["a = |[0]", "b[0]", "b", "a subscript that is there"],
    ["a = |[0]", "[1, 2, [0]]", "[1, 2, [0]]", "a bracket of its own at the end"],
    ["if (|) {", "a) {", "a", "the head of a block"],
    ["x|\nreturn result;\n", " = 1;\nreturn result;", " = 1;", "the next line"],
    ["{\n  a|\n}\n", "();\n}", "();", "the end of the block"],
  ] as const)("fits into %j what repeats: %j gives %j: %s", (row, { expect }) => {
    const [marked, said, inserted] = row;

    expect(cleaned(marked, said, "native")).toBe(inserted);
  });

  it.for([
    ["f(|)\n", "a,\n  b)", "a,", "one line where text follows"],
    ["const a = |\n", "1;\nconst b = 2;", "1;", "the statement and not the next one"],
    ["if (a) {|\n", "\n  b();\n}\nc();", "\n  b();\n}", "the block and not what follows"],
    ["if (a) {|\n}\n", "\n  b();\n}\nc();", "\n  b();", "without a bracket that is there"],
    ["if (a) {|\n", "\n  b();\n} else {\n  c();\n}\nd();", "\n  b();\n} else {\n  c();\n}", "both"],
    ["  |\n", "a();\n  b();\n\n  c();", "a();\n  b();", "one paragraph"],
    ["  |\n", "a();\nb();", "a();", "not out of the block"],
    ["\t|\n", "a();\n\tb();\nc();", "a();\n\tb();", "counted with tabs"],
    ["f(a|\nnext();\n", ");\nnext();\nmore();", ");", "not what follows anyway"],
    ["|\n", "same line;\nsame line;\nsame line;\nsame line;", "same line;", "no circles"],
    ["|\n", "x".repeat(400), "x".repeat(400), "a long line"],
    ["a |b\n", "x".repeat(400), "x".repeat(300), "but not in the middle of one"],
  ] as const)("ends in %j where it should: %j gives %j: %s", (row, { expect }) => {
    const [marked, said, inserted] = row;

    expect(cleaned(marked, said, "native")).toBe(inserted);
  });

  it("is never longer than forty lines", ({ expect }) => {
    const said = Array.from({ length: 100 }, (_, index) => `f(${index});`).join("\n");

    expect(cleaned("|", said, "native").split("\n")).toHaveLength(40);
  });

  it("breaks lines as the document does, and mends half characters", ({ expect }) => {
    expect(cleaned("a\r\n|", "b();\nc();", "native")).toBe("b();\r\nc();");
    expect(cleaned("a\n|", "b();\r\nc();\r\n", "native")).toBe("b();\nc();");
    expect(cleaned("|", "a\ud83d!", "native")).toBe("a\u{fffd}!");
  });
});

function cleaned(
  marked: string,
  text: string,
  source: OutputSource,
  languageId = "typescript",
): string {
  const cursor = cursorIn(marked, { languageId });
  return postprocess({ text, source, isComplete: true }, cursor, scopeOf(cursor));
}
