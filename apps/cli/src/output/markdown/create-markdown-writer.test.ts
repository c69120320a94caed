import { displayWidth } from "@hexai/terminal/text";
import { array, assert, constantFrom, property, string } from "fast-check";
import { describe, it } from "vitest";

import { fakeTerminal } from "../../testing/fake-terminal.ts";
import { createMarkdownWriter } from "./create-markdown-writer.ts";

describe("createMarkdownWriter", () => {
  it.for([
    { markdown: "# Title\ntext", shown: "# Title\n\ntext\n", why: "a heading" },
    { markdown: "a\nb\n\nc", shown: "a\nb\n\nc\n", why: "paragraphs and their line ends" },
    { markdown: "- a\n- b\n  - c\n", shown: "• a\n• b\n  • c\n", why: "a list in a list" },
    { markdown: "3. a\n3. b\n3. c", shown: "3. a\n4. b\n5. c\n", why: "numbers in a row" },
    { markdown: "- a\n\n- b", shown: "• a\n\n• b\n", why: "a list with room in it" },
    { markdown: "- a\n\n  b\n- c", shown: "• a\n\n  b\n\n• c\n", why: "an item of two paragraphs" },
    { markdown: "- [x] a\n- [ ] b", shown: "• ☑ a\n• ☐ b\n", why: "a list of things to do" },
    { markdown: "> a\n>\n> b", shown: "│ a\n│\n│ b\n", why: "a quote" },
    { markdown: "[a](http://b) <http://c>", shown: "a (http://b) http://c\n", why: "links" },
    { markdown: "a &lt; b &amp;amp; c\\*", shown: "a < b &amp; c*\n", why: "entities and escapes" },
    {
      markdown: "&mdash;&#39;&#x1F642; AT&T &c; `&lt;` &#27;[2J",
      shown: "—'🙂 AT&T &c; `&lt;` ␛[2J\n",
      why: "all entities, but not in code",
    },
    {
      markdown: "**a** *b* `c*` ~~d~~",
      shown: "**a** *b* `c*` ~~d~~\n",
      why: "marks where there are no colours",
    },
    { markdown: "```sh\na  *b*\n\n```\nc", shown: "```sh\na  *b*\n\n```\n\nc\n", why: "a program" },
    {
      markdown: "````md\n```\na\n```\n````",
      shown: "````md\n```\na\n```\n````\n",
      why: "a program in a text",
    },
    { markdown: "~~~\na\n~~~", shown: "~~~\na\n~~~\n", why: "a program in the other fence" },
    { markdown: "```\na", shown: "```\na\n```\n", why: "half a program" },
    {
      markdown: "|a|b|\n|-|-:|\n|日本|1|\n",
      shown: "**a** │ **b**\n──────┼──────\n日本  │     1\n",
      why: "a table with wide characters",
    },
    {
      markdown: "|a|b|\n|-|-|\n|one<br>two|<b>x</b><br/>y|\n",
      shown: "**a** │ **b**\n──────┼─────────\none   │ <b>x</b>\ntwo   │ y\n",
      why: "line breaks in a table, and no other HTML",
    },
    { markdown: "", shown: "", why: "nothing" },
  ])("renders $why", async ({ markdown, shown }, { expect }) => {
    expect(await rendered([markdown], { isColorful: false })).toBe(shown);
  });

  it("has colours for the parts of a text and of a program", async ({ expect }) => {
    const markdown = "# a\n**b** `c`\n```js\nlet d; // e\n```";

    expect(await rendered([markdown])).toBe(
      "\u001b[1;4ma\u001b[22;24m\n\n\u001b[1mb\u001b[22m \u001b[36mc\u001b[39m\n\n" +
        "\u001b[2m```js\u001b[22m\n" +
        "\u001b[35mlet\u001b[39m d; \u001b[90m// e\u001b[39m\n\u001b[2m```\u001b[22m\n",
    );
  });

  it.for([
    { before: "para\n", ends: "\n", shown: "para\n", what: "a paragraph when it is over" },
    { before: "- a\n", ends: "- b\n", shown: "• a\n", what: "an item when the next begins" },
    { before: "```\n", ends: "code\n", shown: "```\ncode\n", what: "a line of a program at once" },
    {
      before: `\`\`\`\n${`${"x".repeat(99)}\n`.repeat(99)}`,
      ends: "```\n",
      shown: `\`\`\`\n${`${"x".repeat(99)}\n`.repeat(99)}\`\`\`\n`,
      what: "the end of a long program at once",
    },
    { before: "# a", ends: "\nb", shown: "", what: "nothing that could still change" },
  ])("writes $what", async ({ before, ends, shown }, { expect }) => {
    const terminal = fakeTerminal({ isTerminal: true, isColorful: false });
    const writer = createMarkdownWriter(terminal.out);

    writer.write(before);
    writer.write(ends);

    expect(terminal.written.out).toBe(shown);
  });

  it("wraps prose at the width of the terminal, and no program", async ({ expect }) => {
    const words = "word ".repeat(20);
    const shown = await rendered([`- ${words}\n\n\`\`\`\n${words}\n\`\`\``], { columns: 24 });

    const [program, ...prose] = shown
      .split("\n")
      .map((line) => displayWidth(line))
      .toSorted((one, other) => other - one);

    expect(program).toBeGreaterThan(90);
    expect(prose[0]).toBeLessThanOrEqual(24);
  });

  it.for([10, 20, 40])("makes a table fit into %i columns", async (columns, { expect }) => {
    const table = "|one|two|\n|-|-|\n|a long cell|another 長い長い cell|\n";

    const shown = await rendered([table], { columns });

    expect(Math.max(...shown.split("\n").map((line) => displayWidth(line)))).toBeLessThanOrEqual(
      columns,
    );
    expect(shown).toContain("│");
  });

  it("shows a table that cannot fit as it is", async ({ expect }) => {
    const table = `|${"a|".repeat(9)}\n|${"-|".repeat(9)}\n`;

    expect(await rendered([table], { columns: 10 })).toBe(table);
  });

  it("shows a long program line by line, in time that does not grow", async ({ expect }) => {
    const lines = Array.from({ length: 1000 }, (_, index) => `echo ${index}`);

    const shown = await rendered([`\`\`\`sh\n${lines.join("\n")}\n\`\`\`\n`], {
      isColorful: false,
    });

    expect(shown).toBe(`\`\`\`sh\n${lines.join("\n")}\n\`\`\`\n`);
  });

  it("shows what comes of a program in one piece in few", async ({ expect }) => {
    const terminal = fakeTerminal({ isTerminal: true, isColorful: false });
    const pieces: string[] = [];
    const write = (text: string): unknown => pieces.push(text);
    const writer = createMarkdownWriter({ ...terminal.out, write });

    writer.write(`\`\`\`sh\n${"echo\n".repeat(1000)}`);

    expect(pieces.join("")).toBe(`\`\`\`sh\n${"echo\n".repeat(1000)}`);
    expect(pieces.length).toBeLessThan(10);
  });

  it("shows a long table whole, in time that does not grow", async ({ expect }) => {
    const rows = "| one | two |\n".repeat(6000);

    const shown = await rendered([`| a | b |\n|---|---|\n${rows}\nend\n`]);

    expect(shown.match(/^one/gmu)).toHaveLength(6000);
    expect(shown).toMatch(/\n\nend\n$/u);
  });

  it("shows no line twice of a program that turns out to be no text for people", async ({
    expect,
  }) => {
    const huge = `\`\`\`\na\nb\n${"x".repeat(150_000)}\n\`\`\`\n`;

    expect(await rendered(huge.split(/(?<=\n)/u), { isColorful: false })).toBe(huge);
    expect(await rendered([huge], { isColorful: false })).toBe(huge);
  });

  it("knows the end of a program, also in one piece with what follows", async ({ expect }) => {
    const text = "```\na\n```\nsee [b]\n\n[b]: http://c\n";

    const shown = await rendered([text], { isColorful: false });

    expect(shown).toBe("```\na\n```\n\nsee [b]\n\n[b]: http://c\n");
    expect(shown).toBe(await rendered(text.split(""), { isColorful: false }));
  });

  it("shows what is no text for people as it is", async ({ expect }) => {
    const huge = `**a** ${"x".repeat(150_000)}`;

    expect(await rendered([huge, "\n*b*"])).toBe(`${huge}\n*b*\n`);
  });

  it("does not depend on how the answer is cut, nor lets anything through to the terminal", async ({
    expect,
  }) => {
    const piece = constantFrom(
      ..."# |- |1. |> |```\n|**|*|`|~~|[a](b)|&lt;|&#27;|\u001b[2J|\u009b|\r|\t|    |x y |日本|🙂|---\n|\n|\n\n".split(
        "|",
      ),
      "|a|b|\n|-|-|\n",
      "|",
    );
    const pieces = array(piece, { maxLength: 30 });
    const samples: { readonly cut: readonly string[]; readonly shown: Promise<string[]> }[] = [];
    assert(
      property(pieces, string({ unit: "binary" }), (parts, other) => {
        const cut = [...parts, other];
        const shown = Promise.all([rendered(cut), rendered(cut.join("").split(""))]);
        samples.push({ cut, shown });
      }),
    );

    for (const { shown } of samples) {
      const [whole = "", split] = await shown;
      expect(split).toBe(whole);
      // oxlint-disable-next-line no-control-regex -- the only sequences that are ours
      expect(whole.replaceAll(/\u001b\[[\d;]+m|[\n\t]/gu, "")).not.toMatch(/\p{Cc}/u);
    }
  });
});

async function rendered(
  deltas: readonly string[],
  options: { readonly columns?: number; readonly isColorful?: boolean } = {},
): Promise<string> {
  const terminal = fakeTerminal({ isTerminal: true, ...options });
  const writer = createMarkdownWriter(terminal.out);
  for (const delta of deltas) {
    writer.write(delta);
  }
  await writer.end();
  return terminal.written.out;
}
