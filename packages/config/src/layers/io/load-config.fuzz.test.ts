import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { damaged } from "@hexai/testing";
import * as fc from "fast-check";
import { describe } from "vitest";

import { type ConfigIssue, formatConfigIssue } from "../../describe/config-issue.ts";
import { it } from "../../testing/temporary-directory.ts";
import { loadConfig } from "./load-config.ts";

/** The soak tries more: `pnpm test:soak`. */
const SOAK = process.env["HEXAI_SOAK"] !== undefined;
const RUNS = SOAK ? 10_000 : 500;

const EXAMPLE = readFileSync(
  join(import.meta.dirname, "../../../../../config.toml.example"),
  "utf8",
);
/** The example with everything in it switched on. */
const SPOKEN = EXAMPLE.replaceAll(/^# ?(?=\[|[a-z_]+ =)/gmu, "");

const SAMPLES = [
  EXAMPLE,
  SPOKEN,
  '[openai]\nmodel = "gpt-4.1"\ntemperature = 0.5\n\n[[models.cli]]\nprovider = "ollama"\nmodel = "m"\n',
  '[prompts.chat]\nsystem = """\nBe {{kind}}.\n"""\n\n[stats]\nwindow_minutes = 60\nenabled = true\n',
  '[[prompts.code_action.custom]]\nid = "a"\ntitle = "A"\nhotkey = "x"\ninstruction = "do"\n',
  '[[tmux_action.menu]]\nkind = "custom"\ncustom_id = "a"\nhotkey = "q"\n[ignore]\nextra_patterns = ["*.min.js"]\n',
];

/** Where a cloned repository must not send prompts and keys. */
const ELSEWHERE = "http://elsewhere.test";

const WORDS = [
  `\nbase_url = "${ELSEWHERE}"\n`,
  `\n[openai]\nbase_url = "${ELSEWHERE}"\n`,
  "\n[openai]\n",
  "\n[[models.chat]]\n",
  "\n[compatible.lab]\n",
  "\n[a.b.c.d.e]\n",
  "\n__proto__.x = 1\n",
  "\n[__proto__]\npolluted = true\n",
  "\n[constructor.prototype]\npolluted = true\n",
  '\nprovider = "openai"\n',
  '\nmodel = ""\n',
  '"""',
  "'''",
  " = { a = 1, b = [1, 2] }\n",
  " = 1979-05-27T07:32:00Z\n",
  " = inf\n",
  " = -9223372036854775809\n",
  " = 0x7fffffffffffffff\n",
  ` = ${"[".repeat(3_000)}${"]".repeat(3_000)}\n`,
  `\n${"a.".repeat(3_000)}b = 1\n`,
];

describe("loadConfig, with a file of any content", { timeout: SOAK ? 600_000 : 30_000 }, () => {
  it("gives a configuration or says at which line of which file what is wrong", async ({
    directory,
    expect,
  }) => {
    const file = join(directory, "config.toml");
    await fc.assert(
      fc.asyncProperty(damaged(SAMPLES, WORDS), async (bytes) => {
        writeFileSync(file, bytes);

        const loaded = await loadConfig({ env: {}, cwd: directory, file });

        const issues = loaded.ok ? [] : loaded.issues;
        expect(loaded.ok || issues.length > 0).toBe(true);
        expect(issues.filter((issue) => !isUseful(issue, file, bytes))).toEqual([]);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect(Object.prototype).not.toHaveProperty("polluted");
  });

  it("does so with a project's file too, which may name no host", async ({ directory, expect }) => {
    const file = join(directory, ".hexaiconfig.toml");
    writeFileSync(join(directory, ".git"), "");
    await fc.assert(
      fc.asyncProperty(damaged(SAMPLES, WORDS), async (bytes) => {
        writeFileSync(file, bytes);

        const loaded = await loadConfig({ env: {}, cwd: directory });

        const issues = loaded.ok ? [] : loaded.issues;
        expect(issues.filter((issue) => !isUseful(issue, file, bytes))).toEqual([]);
        expect(loaded.ok && JSON.stringify(loaded.config).includes(ELSEWHERE)).toBe(false);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });
});

/** Whether it names the file, a line of it unless it is about the whole file, and fits on one line itself. */
function isUseful(issue: ConfigIssue, file: string, bytes: Uint8Array): boolean {
  const { origin } = issue;
  const lines = Buffer.from(bytes)
    .toString()
    .split(/\r\n|\n/u).length;
  const isWhole = /UTF-8|nested too deeply/u.test(issue.message);
  const text = formatConfigIssue(issue);
  return (
    origin.type === "file" &&
    origin.file === file &&
    (isWhole || (origin.line !== undefined && origin.line >= 1 && origin.line <= lines)) &&
    issue.message !== "" &&
    text.length < 1_000 &&
    !/\p{Cc}/u.test(text) // nothing of the file may reach the terminal raw
  );
}
