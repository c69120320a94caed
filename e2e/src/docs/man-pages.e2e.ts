import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { hexaiProgram, type HexaiProgram, needs } from "@hexai/testing";
import { describe, it } from "vitest";

const APPS = join(import.meta.dirname, "../../../apps");
const PAGES: readonly { page: string; program: HexaiProgram }[] = [
  { page: "cli/man/hexai.1", program: "hexai" },
  { page: "lsp/man/hexai-lsp.1", program: "hexai-lsp" },
  { page: "tmux-action/man/hexai-tmux-action.1", program: "hexai-tmux-action" },
];

describe("the man pages", () => {
  it.for(PAGES)(
    "has in $page the flags of --help and no others",
    ({ page, program }, { expect }) => {
      const help = execFileSync(hexaiProgram(program), ["--help"]).toString();
      const source = readFileSync(join(APPS, page), "utf8");

      const shown = [...help.matchAll(/^ +(?:-\w, )?--([\w-]+)/gmu)].map(([, name]) => name);
      const described = [
        ...source.matchAll(/^(?:\\fB\\-\w\\fR, )?\\fB\\-\\-([\w\\-]+)\\fR/gmu),
      ].map(([, name]) => name?.replaceAll("\\-", "-"));

      expect(shown.length).toBeGreaterThan(3);
      expect(new Set(described)).toEqual(new Set(shown));
    },
  );

  it.for([
    ...PAGES.map(({ page, program }) => ({ page, program, args: ["--man"] })),
    { page: "cli/man/hexai-config.5", program: "hexai", args: ["config", "--man"] } as const,
  ])("are printed by $program $args", ({ page, program, args }, { expect }) => {
    const printed = execFileSync(hexaiProgram(program), args).toString();

    expect(printed).toBe(readFileSync(join(APPS, page), "utf8"));
  });

  it.for([...PAGES, { page: "cli/man/hexai-config.5" }])(
    "are drawn from $page without a complaint",
    ({ page }, { expect }) => {
      needs("groff");

      const { stdout, stderr } = spawnSync("groff", ["-man", "-Tutf8", "-ww", join(APPS, page)], {
        encoding: "utf8",
      });

      expect(stderr).toBe("");
      expect(stdout.length).toBeGreaterThan(500);
    },
  );
});
