import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, it } from "vitest";

import type { EditorName } from "./command.ts";
import { SNIPPETS } from "./snippets.ts";

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

    expect(blocks).toEqual(expect.arrayContaining([...SNIPPETS[name]]));
    for (const snippet of SNIPPETS[name]) {
      expect(snippet).toMatch(/^(?:#|--|\/\/|;;) .*(?:toml|lua|json|el|conf)\b/u);
    }
  });
});
