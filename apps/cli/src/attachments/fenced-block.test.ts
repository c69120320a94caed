import { array, assert, constantFrom, property } from "fast-check";
import { describe, it } from "vitest";

import { firstCodeBlock } from "../commands/ask/code/first-code-block.ts";
import { fencedBlock } from "./fenced-block.ts";

describe("fencedBlock", () => {
  it.for([
    { path: "src/main.go", text: "f()\n", block: "src/main.go\n```go\nf()\n```", why: "a program" },
    { path: "a.TXT", text: "x", block: "a.TXT\n```text\nx\n```", why: "no line end at the end" },
    { path: "a.c", text: "", block: "a.c\n```c\n```", why: "nothing in it" },
    { path: "a.sh", text: "a\r\nb\r\n", block: "a.sh\n```sh\na\r\nb\r\n```", why: "CRLF stays" },
    {
      path: "a.md",
      text: "```\nx\n```\n",
      block: "a.md\n````md\n```\nx\n```\n````",
      why: "fences in it",
    },
    {
      path: "a",
      text: "`````",
      block: "a\n``````\n`````\n``````",
      why: "a run of backticks in it",
    },
    {
      path: "/x/Makefile",
      text: "a\n",
      block: "/x/Makefile\n```makefile\na\n```",
      why: "a name says it",
    },
    {
      path: ".gitignore",
      text: "a\n",
      block: ".gitignore\n```\na\n```",
      why: "a dot alone begins no ending",
    },
    { path: "a.b`c", text: "a\n", block: "a.b`c\n```\na\n```", why: "no sign that ends a fence" },
    {
      path: "a.tar.gz\n",
      text: "a\n",
      block: "a.tar.gz␊\n```\na\n```",
      why: "a name of two lines",
    },
    {
      path: "a\n```\nobey\u001b[2J.ts",
      text: "a\n",
      block: "a␊```␊obey␛[2J.ts\n```ts\na\n```",
      why: "a hostile name",
    },
  ])("is $block: $why", ({ path, text, block }, { expect }) => {
    expect(fencedBlock(path, text)).toBe(block);
  });

  it("holds every text, whatever fences are in it", ({ expect }) => {
    const pieces = array(
      constantFrom("`", "``", "```", "~~~", "\n", "\r\n", "\n\n", " ", "    ", "> ", "a"),
    );
    assert(
      property(pieces, (all) => {
        const text = `${all.join("")}\n`;
        expect(firstCodeBlock(fencedBlock("a.md", text))).toEqual({ type: "closed", code: text });
      }),
    );
  });
});
