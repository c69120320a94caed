import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, it } from "vitest";

import type { EditorName } from "./command.ts";
import { OLDER_SNIPPETS, SNIPPETS } from "./snippets.ts";

const DOCS = join(import.meta.dirname, "../../../../../docs");

describe("the snippets", () => {
  it.for<{ name: EditorName; page: string }>([
    { name: "helix", page: "editors/helix.md" },
    { name: "neovim", page: "editors/neovim.md" },
    { name: "vscode", page: "editors/vscode.md" },
    { name: "emacs", page: "editors/emacs.md" },
    { name: "tmux", page: "tmux.md" },
  ])("for $name say which file they go to, as $page does", async ({ name, page }, { expect }) => {
    const text = await readFile(join(DOCS, page), "utf8");

    const blocks = [...text.matchAll(/^```\w+\n(.*?)^```$/gmsu)].map(([, block]) => block);

    const snippets = [...SNIPPETS[name], ...(OLDER_SNIPPETS[name] ?? [])];
    expect(blocks).toEqual(expect.arrayContaining(snippets));
    for (const snippet of snippets) {
      expect(snippet).toMatch(/^(?:#|--|\/\/|;;) .*(?:toml|lua|json|el|conf)\b/u);
    }
  });

  it.for([SNIPPETS, OLDER_SNIPPETS])("have one text for each file", (snippets, { expect }) => {
    const files = Object.values(snippets).flatMap((texts) =>
      texts.map((text) => /: (\S+?)[;,]?(?:\s|$)/mu.exec(text)?.[1]),
    );

    expect(new Set(files).size).toBe(files.length);
  });
});
