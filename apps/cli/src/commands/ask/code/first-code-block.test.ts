import { Parser } from "commonmark";
import { array, assert, constantFrom, integer, property, record } from "fast-check";
import { describe, it } from "vitest";

import { firstCodeBlock } from "./first-code-block.ts";

describe("firstCodeBlock", () => {
  it.for([
    { text: "```sh\nls\n```\n", code: "ls\n", why: "backticks and a language" },
    { text: "Do:\n\n```\nls\n```\nThat is all.", code: "ls\n", why: "words around it" },
    { text: "Do:\n```\nls\n```", code: "ls\n", why: "at once behind a paragraph" },
    { text: "```\na\n```\n```\nb\n```\n", code: "a\n", why: "the first of two" },
    { text: "~~~\nls\n~~~\n", code: "ls\n", why: "tildes" },
    { text: "~~~ a`b ~~~\nls\n~~~\n", code: "ls\n", why: "anything behind tildes" },
    {
      text: "````md\n```\nls\n```\n````\n",
      code: "```\nls\n```\n",
      why: "a longer fence around one",
    },
    { text: "```\nls\n`````  \n", code: "ls\n", why: "a longer closing fence, and blanks behind" },
    { text: "```\na\n~~~\n```\n", code: "a\n~~~\n", why: "the other mark does not close" },
    {
      text: "```\na\n``` b\n```\n",
      code: "a\n``` b\n",
      why: "a word behind a fence does not close",
    },
    {
      text: "```\na\n    ```\n```\n",
      code: "a\n    ```\n",
      why: "four blanks before do not close",
    },
    {
      text: "   ```\n   a\n     b\n  c\n ```\n",
      code: "a\n  b\nc\n",
      why: "the indentation of the fence",
    },
    { text: "  ```\n\ta\n  ```\n", code: "  a\n", why: "a tab has as many columns as it is wide" },
    { text: "```\n```\n", code: "", why: "nothing in it" },
    { text: "```\n\n\n```\n", code: "\n\n", why: "empty lines" },
    { text: "```\r\na\r\n\r\nb\r\n```\r\n", code: "a\r\n\r\nb\r\n", why: "CRLF stays" },
    { text: "```\ra\r```\r", code: "a\r", why: "CR alone ends a line" },
    {
      text: "```\n  a \t\n\u00a0é🙂\u0000\u2028\n```",
      code: "  a \t\n\u00a0é🙂\u0000\u2028\n",
      why: "all signs stay",
    },
    { text: "\ufeff```\nls\n```\n", code: "ls\n", why: "a byte order mark before it" },
    { text: "1. Do:\n\n   ```sh\n   ls\n     -l\n   ```\n", code: "ls\n  -l\n", why: "in a list" },
    {
      text: "10. Do:\n\n    ```sh\n    ls\n    ```\n",
      code: "ls\n",
      why: "in a list with a wide number",
    },
    { text: "- ```\n  ls\n  ```\n", code: "ls\n", why: "at once in an item" },
    { text: "- a\n  - b\n\n    ```\n    ls\n    ```\n", code: "ls\n", why: "in a list in a list" },
    { text: "> ```\n> ls\n>  -l\n> ```\n", code: "ls\n -l\n", why: "in a quotation" },
    { text: ">```\n>ls\n>```\n", code: "ls\n", why: "in a quotation without blanks" },
    { text: "> text\n```\nls\n```\n", code: "ls\n", why: "behind a quotation" },
    { text: "- text\n```\nls\n```\n", code: "ls\n", why: "behind a list" },
    { text: "    ```\n    a\n    ```\n\n```\nb\n```\n", code: "b\n", why: "indented code before" },
    { text: "<!--\n```\na\n```\n-->\n```\nb\n```\n", code: "b\n", why: "a comment before" },
    {
      text: "<div>\n```\na\n\n```\nb\n```\n",
      code: "b\n",
      why: "HTML before, up to an empty line",
    },
    { text: "```a`b```\n\n```\nc\n```\n", code: "c\n", why: "a line of code before" },
    { text: "``\na\n``\n\n```\nb\n```\n", code: "b\n", why: "two backticks are none" },
  ])("has $code in $text: $why", ({ text, code }, { expect }) => {
    expect(firstCodeBlock(text)).toEqual({ type: "closed", code });
  });

  it.for([
    { text: "", why: "nothing" },
    { text: "just words", why: "words" },
    { text: "use `ls`", why: "code in a line" },
    { text: "    ls\n", why: "indented code has no fence" },
    { text: "text\n    ```\n    ls\n", why: "it is the paragraph's" },
    { text: "\\```\nls\n", why: "an escaped one" },
  ])("finds none in $text: $why", ({ text }, { expect }) => {
    expect(firstCodeBlock(text)).toEqual({ type: "none" });
  });

  it.for([
    { text: "```sh\nrm -r a\n", why: "the end is missing" },
    { text: "```", why: "there is nothing but the fence" },
    { text: "````\nls\n```\n", why: "the closing fence is shorter" },
    { text: "```\nls\n~~~\n", why: "the closing fence is of the other mark" },
    { text: "> ```\n> ls\n\nThat is all.\n", why: "the quotation ended before" },
    { text: "- ```\n  ls\n\n```\n", why: "the list ended before" },
    { text: "text\n```sh\nls", why: "the text broke off" },
  ])("does not take $text for a block: $why", ({ text }, { expect }) => {
    expect(firstCodeBlock(text)).toEqual({ type: "unclosed" });
  });

  it("finds what the reference implementation of CommonMark finds", ({ expect }) => {
    const line = record({
      before: array(
        constantFrom("", " ", "  ", "    ", "\t", "> ", ">", "- ", "-", "1. ", "12)  ", "2. "),
        {
          maxLength: 3,
        },
      ),
      text: constantFrom(
        "",
        "",
        "a",
        "b",
        "```",
        "```",
        "```",
        "````",
        "~~~",
        "~~~~",
        "``` x",
        "```x`",
        "# h",
        "---",
        "===",
        "***",
        "<div>",
        "</b>",
        "<a>",
        "<!-- c",
        "-->",
        "<pre>",
        "</pre>",
        "[a]: b c",
      ),
    });
    const texts = array(line, { minLength: 1, maxLength: 12 });
    assert(
      property(texts, integer({ min: 0, max: 1 }), (lines, end) => {
        const text = lines.map(({ before, text: rest }) => before.join("") + rest).join("\n");
        const whole = text + "\n".repeat(end);
        const found = firstCodeBlock(whole);

        const expected = reference(whole);
        expect(found.type === "none", whole).toBe(expected === undefined);
        if (found.type === "closed") {
          expect(found.code, whole).toBe(expected);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("takes a time that grows with the text, and no faster", ({ expect }) => {
    const texts = [
      ">".repeat(200_000),
      "- ".repeat(100_000),
      `<a${" ".repeat(200_000)}`,
      "`".repeat(200_000),
    ];

    expect(texts.map((text) => firstCodeBlock(`${text}\n`).type)).toEqual([
      "none",
      "none",
      "none",
      "unclosed",
    ]);
  });
});

/** The first fenced block as commonmark.js sees it, or undefined. */
function reference(text: string): string | undefined {
  const walker = new Parser().parse(text).walker();
  for (let event = walker.next(); event !== null; event = walker.next()) {
    const { type, literal } = event.node;
    const isFenced: unknown = Reflect.get(event.node, "_isFenced"); // The only thing that tells it from indented code.
    if (type === "code_block" && isFenced === true) {
      return literal ?? "";
    }
  }
  return undefined;
}
