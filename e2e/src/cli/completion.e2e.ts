import { execFile } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { hexaiProgram, needs } from "@hexai/testing";
import { describe, it, vi } from "vitest";

import { PATIENCE } from "../testing/start-shell.ts";
import { setUpCli } from "./cli-fixture.ts";

const run = promisify(execFile);

const SHELLS = [
  {
    shell: "bash",
    programs: [],
    start: "bash --norc --noprofile",
    source: "source <(hexai completion bash)",
  },
  {
    shell: "zsh",
    programs: ["zsh"],
    start: "zsh -f",
    source: "autoload -Uz compinit && compinit -D && source <(hexai completion zsh)",
  },
  {
    shell: "fish",
    programs: ["fish"],
    start: "fish --no-config",
    source: "set -g fish_autosuggestion_enabled 0; hexai completion fish | source",
  },
] as const;

/** As the README has it for prompts with a `?`. */
const ALIAS = "alias hexai='noglob hexai'";
const ALIASED = SHELLS.filter(({ shell }) => shell === "zsh").map((zsh) => ({
  ...zsh,
  shell: "zsh with its alias",
  source: `${zsh.source}; ${ALIAS}`,
}));

const KEYS = [
  { typed: "hexai sta", line: "hexai stats ", why: "a subcommand" },
  { typed: "hexai config pa", line: "hexai config path ", why: "a subcommand's word" },
  { typed: "hexai completion zs", line: "hexai completion zsh ", why: "a shell" },
  { typed: "hexai doctor --off", line: "hexai doctor --offline ", why: "how to ask nobody" },
  { typed: "hexai doctor --snippets he", line: "hexai doctor --snippets helix ", why: "an editor" },
  { typed: "hexai doctor he", line: "hexai doctor he", why: "no editor without --snippets" },
  { typed: "hexai models oll", line: "hexai models ollama ", why: "a provider to list" },
  { typed: "hexai stats --wa", line: "hexai stats --watch ", why: "a subcommand's flag" },
  { typed: "hexai --quie", line: "hexai --quiet ", why: "a flag" },
  {
    typed: "hexai explain this --no-std",
    line: "hexai explain this --no-stdin ",
    why: "one later",
  },
  { typed: "hexai -p ant", line: "hexai -p anthropic ", why: "a provider" },
  { typed: "hexai --provider la", line: "hexai --provider lab ", why: "a host by name" },
  { typed: "hexai -m gpt-9", line: "hexai -m gpt-9-mini ", why: "a configured model" },
  { typed: "hexai -m house:s", line: "hexai -m house:small ", why: "a model with a colon" },
  { typed: "hexai --model=house:s", line: "hexai --model=house:small ", why: "one behind =" },
  { typed: "hexai -q -m hou", line: "hexai -q -m house:small ", why: "one behind another flag" },
  { typed: "hexai -p openai sta", line: "hexai -p openai stats ", why: "one behind a value" },
  { typed: "hexai --config ./oth", line: "hexai --config ./other.toml ", why: "a file" },
  { typed: "hexai -- sta", line: "hexai -- sta", why: "nothing inside a prompt" },
  { typed: "hexai -s sta", line: "hexai -s sta", why: "nothing where anything may stand" },
] as const;

describe.for([...SHELLS, ...ALIASED])(
  "hexai completion in $shell",
  ({ programs, start, source }) => {
    it("completes while somebody types, and asks nobody", async ({ expect }) => {
      needs("tmux", ...programs);
      const { pane, provider } = await withNames();
      const session = await pane({ columns: 160, rows: 40 });
      await session.type(`cd "$HOME"; PATH="$HOME/bin:$PATH" exec ${start}`);
      await session.type(source);
      await session.type("echo rea''dy");
      await vi.waitUntil(async () => /\nready\n.*\S/u.test(await session.screen()), PATIENCE);

      for (const { typed, line, why } of KEYS) {
        await session.tmux("send-keys", "-l", typed);
        await vi.waitUntil(async () => lineEnding(typed).test(await session.screen()), PATIENCE);
        await session.tmux("send-keys", "Tab");
        // What is typed next comes after what Tab has done.
        await session.tmux("send-keys", "-l", "!");
        await vi.waitFor(
          async () => expect(await session.screen(), why).toMatch(lineEnding(`${line}!`)),
          PATIENCE,
        );
        await session.tmux("send-keys", "C-u");
        await session.type("clear");
        await vi.waitUntil(async () => !(await session.screen()).includes("hexai"), PATIENCE);
      }

      expect(provider.requests).toEqual([]);
    }, 120_000);
  },
);

describe("the alias of the README", () => {
  it("lets a prompt through that zsh would take for patterns", async ({ expect }) => {
    needs("zsh");
    const { home } = await withNames();
    await writeFile(join(home.dir, "a.txt"), "");
    const asked = "hexai --tps-simulation 10000 why does this *.txt [not] work?";
    const env = { ...home.env, PATH: `${join(home.dir, "bin")}:${process.env["PATH"]}` };
    const ask = (alias: string) =>
      run("zsh", ["-f", "-c", `setopt aliases; cd "$HOME"; ${alias}; eval '${asked} </dev/null'`], {
        env,
      });

    await expect(ask(":")).rejects.toThrow("no matches found");
    const { stdout } = await ask(ALIAS);

    expect(stdout).toContain("why does this *.txt [not] work?");
  });
});

describe("hexai completion", () => {
  it.for(SHELLS)(
    "writes a script that $shell understands",
    async ({ shell, programs }, { expect }) => {
      needs(...programs);
      const { shell: sh } = await setUpCli();

      const checked = await sh(`"$BIN" completion ${shell} | ${shell} -n`);

      expect(checked).toEqual({ code: 0, out: "", err: "" });
    },
  );

  it("offers no name that a shell could run", async ({ expect }) => {
    const { hexai, home } = await setUpCli();
    await mkdir(join(home.dir, ".git"));
    const nasty = ["$(id)", "a b", "`id`", "-x", "a;b", "\u001b[2J"].map(
      (model) => `[[models.cli]]\nprovider = "openai"\nmodel = ${JSON.stringify(model)}\n`,
    );
    await writeFile(join(home.dir, ".hexaiconfig.toml"), nasty.join(""));

    const { code, out } = await hexai(["completion", "models"]);

    expect(code).toBe(0);
    expect(out).toContain("gpt-4.1\n");
    expect(out).toMatch(/^(?:[\w.:/-]+\n)+$/u);
  });

  it("offers the usual names when the configuration is broken", async ({ expect }) => {
    const { hexai } = await setUpCli();

    await expect(
      hexai(["completion", "providers"], { env: { HEXAI_MAX_TOKENS: "many" } }),
    ).resolves.toEqual({ code: 0, out: "anthropic\nollama\nopenai\nopenrouter\n", err: "" });
  });

  it("keeps to what bash takes for a word", async ({ expect }) => {
    const { home } = await withNames();
    const script = `
      source <(hexai completion bash)
      COMP_LINE='hexai --model=house:' COMP_POINT=20
      for COMP_WORDBREAKS in ' :=' ' =' ' :' ' '; do _hexai; echo "\${COMPREPLY[@]}"; done`;

    const { stdout } = await run("bash", ["--norc", "-c", script], {
      env: { ...home.env, PATH: `${join(home.dir, "bin")}:${process.env["PATH"]}` },
    });

    expect(stdout.split("\n")).toEqual([
      "small",
      "house:small",
      "small",
      "--model=house:small",
      "",
    ]);
  });
});

/** A home where `bin/hexai` is the program and the configuration names a host and two models. */
async function withNames() {
  const all = await setUpCli();
  const { dir } = all.home;
  await mkdir(join(dir, "bin"));
  await symlink(hexaiProgram("hexai"), join(dir, "bin/hexai"));
  await mkdir(join(dir, ".config/hexai"));
  await writeFile(
    join(dir, ".config/hexai/config.toml"),
    '[openai]\nmodel = "gpt-9-mini"\n[compatible.lab]\nbase_url = "http://127.0.0.1:9"\nmodel = "house:small"\n',
  );
  await writeFile(join(dir, "other.toml"), "");
  return all;
}

/** A line of a screen that ends with this text. */
function lineEnding(text: string): RegExp {
  return new RegExp(`${text.replaceAll(/[.*+?^$|()[\]{}\\]/gu, "\\$&")}$`, "mu");
}
