import { defaultConfig } from "@hexai/config";
import { describe, it } from "vitest";

import { typedQuestion } from "./typed-question.ts";

const { chat } = defaultConfig();

describe("typedQuestion", () => {
  it.for([
    { languageId: "markdown", text: "What is a slice?|>|", question: "What is a slice?" },
    { languageId: "markdown", text: "# A\n\n  Do it!|>|\nb", question: "Do it!" },
    { languageId: "plaintext", text: "List:|>|\r\nb", question: "List:" },
    { languageId: "gitcommit", text: "so;|>|", question: "so;" },
    { languageId: "markdown", text: "wh|y?>|", question: "why?" },
    { languageId: "markdown", text: "why?|>\n|", question: "why?" },
    { languageId: "markdown", text: "|# A\n\nwhy?>|\nb", question: "why?" },
    { languageId: "markdown", text: "|# A\r\n\r\nwhy?>\r\n|b", question: "why?" },
    { languageId: "markdown", text: "|a?>\n\nwhy?>\n\n|", question: "why?" },
    {
      languageId: "markdown",
      text: `|why ${"so ".repeat(90)}?>|`,
      question: `why ${"so ".repeat(90)}?`,
    },
    { languageId: "go", text: "|// why?>\n// |", question: "why?" },
    { languageId: "java", text: "/**\n * wh|y?>\n * |\n */", question: "why?" },
    { languageId: "markdown", text: "  wh|y?>\n  |", question: "why?" },
    { languageId: "markdown", text: "```\na\n```\nwhy?|>|", question: "why?" },
    { languageId: "typescript", text: "f(); // why?|>|", question: "why?" },
    { languageId: "rust", text: "/// why?|>|\nf();", question: "why?" },
    { languageId: "python", text: "x = 1\n# why?|>|\n", question: "why?" },
    { languageId: "java", text: "/**\n * why?|>|\n */", question: "why?" },
    { languageId: "html", text: "<!--\nwhy?|>|\n-->", question: "why?" },
    { languageId: "php", text: "<?php\n/* why?|>|\n*/", question: "why?" },
    { languageId: "php", text: "<?php\n// why!|>|", question: "why!" },
    { languageId: "markdown", text: "/stats|>|", question: "/stats" },
    { languageId: "go", text: "// /reload?|>|", question: "/reload?" },
    { languageId: "", text: "why?|>|", question: "why?" },
  ])("finds $question in $languageId", ({ languageId, text, question }, { expect }) => {
    expect(typedIn(text, { languageId })?.text).toBe(question);
  });

  it.for([
    { languageId: "xml", text: '<?xml version="1.0"?|>|', why: "XML begins like this" },
    { languageId: "php", text: "<?php echo 1 ?|>|", why: "and PHP ends like this" },
    { languageId: "php", text: "<?php // why?|>|", why: "in a comment too" },
    { languageId: "csharp", text: "List<int?|>|", why: "C# has types like this" },
    { languageId: "kotlin", text: "val a: List<Int?|>|", why: "Kotlin too" },
    { languageId: "typescriptreact", text: "<div>why?|>|", why: "JSX has text in its code" },
    { languageId: "rust", text: "fn f() -> Vec<[u8;|>|", why: "nothing in code is a question" },
    { languageId: "shellscript", text: ":|>|", why: "this empties a file" },
    { languageId: "clojure", text: "[:|>|", why: "this is a name" },
    { languageId: "python", text: 'f"{x:|>|', why: "this is a format" },
    { languageId: "go", text: 'fmt.Print("sure?|>|")', why: "the line goes on" },
    { languageId: "go", text: 'fmt.Print("sure?|>|', why: "a string is no comment" },
    { languageId: "markdown", text: "```ts\nwhy?|>|", why: "this is code inside of prose" },
    { languageId: "markdown", text: "> why?|>|", why: "an answer asks nothing" },
    { languageId: "go", text: "// > why?|>|", why: "in a comment neither" },
    { languageId: "markdown", text: "|why?>\nb|", why: "the typed text ends elsewhere" },
    { languageId: "markdown", text: "why?>|\n|", why: "it was there before" },
    { languageId: "markdown", text: "why?>| |", why: "the line ends otherwise" },
    { languageId: "markdown", text: "|a|\nwhy?>", why: "something else was typed" },
    { languageId: "markdown", text: "?|>|", why: "nothing is asked" },
    { languageId: "markdown", text: "a |>|", why: "there is no prefix" },
    { languageId: "markdown", text: "</help|>|", why: "it is a tag" },
    { languageId: "markdown", text: "/etc|>|", why: "there is no such command" },
    {
      languageId: "plaintext",
      path: "file:///a.tsx",
      text: "a?|>|",
      why: "the file's name is stronger",
    },
    { languageId: "nobody-knows", text: "a?|>|", why: "it may be code" },
  ])("finds nothing in $text: $why", ({ languageId, path, text }, { expect }) => {
    expect(typedIn(text, { languageId, path })).toBeUndefined();
  });

  it("obeys the settings", ({ expect }) => {
    const settings = { chat_suffix: "!!", chat_prefixes: ["%"] };

    expect(typedIn("why?|>|", { languageId: "markdown" }, settings)).toBeUndefined();
    expect(typedIn("why%|!!|", { languageId: "markdown" }, settings)).toMatchObject({
      text: "why%",
      ending: { start: 4, end: 6 },
    });
  });

  it.for([
    { chat_suffix: "", chat_prefixes: ["?"] },
    { chat_suffix: ">", chat_prefixes: [] },
  ])("finds nothing when the settings say $0", (settings, { expect }) => {
    expect(typedIn("why?|>|", { languageId: "markdown" }, settings)).toBeUndefined();
  });

  it("knows where the question stands", ({ expect }) => {
    expect(typedIn("a\n  why?|>|\r\nb", { languageId: "markdown" })).toEqual({
      text: "why?",
      line: { start: 2, end: 9 },
      ending: { start: 8, end: 9 },
    });
  });
});

/** `why?|>|`: a text in which what stands between the bars was just typed. */
function typedIn(
  drawing: string,
  source: { languageId: string; path?: string | undefined },
  settings = chat,
) {
  const [left = "", text = "", right = ""] = drawing.split("|");
  return typedQuestion(
    {
      uri: "",
      version: 2,
      versionBefore: 1,
      changes: [{ start: left.length, end: left.length, text }],
      before: left + right,
      after: left + text + right,
    },
    settings,
    source,
  );
}
