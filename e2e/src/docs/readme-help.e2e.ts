import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { hexaiProgram, type HexaiProgram } from "@hexai/testing";
import { describe, it } from "vitest";

const ROOT = join(import.meta.dirname, "../../..");

/** A block of code that begins with a call for help. */
const HELP_BLOCK = /```\w*\n\$ (hexai(?:-lsp|-tmux-action)?) --help\n[\s\S]*?```/gu;

describe("the help in READMEs", () => {
  it.for([
    { page: "README.md", programs: [] },
    { page: "apps/cli/README.md", programs: ["hexai"] },
    { page: "apps/lsp/README.md", programs: ["hexai-lsp"] },
    { page: "apps/tmux-action/README.md", programs: ["hexai-tmux-action"] },
    { page: "packages/hexai/README.md", programs: [] },
  ])("is in $page what the programs say; -u writes it", async ({ page, programs }, { expect }) => {
    const path = join(ROOT, page);
    const text = readFileSync(path, "utf8");

    expect([...text.matchAll(HELP_BLOCK)].map(([, name]) => name)).toEqual(
      expect.arrayContaining(programs),
    );
    await expect(
      text.replaceAll(HELP_BLOCK, (_, name: HexaiProgram) => blockOf(name)),
    ).toMatchFileSnapshot(path);
  });
});

function blockOf(name: HexaiProgram): string {
  const help = execFileSync(hexaiProgram(name), ["--help"]);
  return `\`\`\`\n$ ${name} --help\n${help.toString()}\`\`\``;
}
