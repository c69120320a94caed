import { execFileSync } from "node:child_process";
import { lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { createStore } from "@hexai/stats";
import { needs, type ProviderReply, type ProviderRequest } from "@hexai/testing";
import { describe, it, vi } from "vitest";

import { PATIENCE } from "../testing/start-shell.ts";
import { cacheOf, setUpCli } from "./cli-fixture.ts";

const HOSTILE = "%{A1:touch x:}gpt%{A}`touch y`$(touch z)\u202e\u0007";
const MILLION = { input: 1_000_000, cached: 400_000, cacheWrite: 100_000, output: 10_000 };

/** Reports tokens unless the prompt asks for silence. */
function reply({ body }: ProviderRequest): ProviderReply {
  const isSilent = JSON.stringify(body).includes("silent");
  const usage = {
    prompt_tokens: 1000,
    completion_tokens: 20,
    prompt_tokens_details: { cached_tokens: 400 },
  };
  const events = [
    { choices: [{ delta: { content: "hi" } }] },
    { choices: [{ delta: {}, finish_reason: "stop" }] },
    ...(isSilent ? [] : [{ choices: [], usage }]),
  ];
  const frames = [...events.map((event) => JSON.stringify(event)), "[DONE]"];
  return { type: "raw", chunks: frames.map((frame) => Buffer.from(`data: ${frame}\n\n`)) };
}

describe("the tokens and the cost of what was asked", () => {
  it.for([
    { prompts: ["a", "b"], tokens: 2000, reqs: 2, table: "2k", line: "2k/40" },
    { prompts: ["silent"], tokens: null, reqs: 0, table: undefined, line: "?" },
    { prompts: ["a", "silent"], tokens: 1000, reqs: 1, table: "≥ 1k", line: "≥1k/20" },
  ])(
    "are in every view after $prompts",
    async ({ prompts, tokens, reqs, table, line }, { expect }) => {
      const { hexai } = await setUpCli(reply);
      const env = { HEXAI_STATS_SHOW: "requests,tokens,cost" };

      const answers = [];
      for (const prompt of prompts) {
        answers.push(JSON.parse((await hexai(["--json", prompt])).out));
      }

      for (const [index, { usage }] of answers.entries()) {
        expect(usage).toMatchObject(
          prompts[index] === "silent"
            ? { input_tokens: null, cost_usd: 0 }
            : { input_tokens: 1000, cached_tokens: 400, output_tokens: 20, cost_usd: 0 },
        );
      }
      const { global, models } = JSON.parse((await hexai(["stats", "--json"])).out);
      const figures = {
        input_tokens: tokens,
        token_reqs: reqs,
        cost_usd: 0,
        cost_reqs: prompts.length,
      };
      expect(global).toMatchObject(figures);
      expect(models).toEqual([expect.objectContaining(figures)]);
      const shown = (await hexai(["stats"])).out;
      expect(shown.includes("tokens in")).toBe(table !== undefined);
      expect(shown).toContain(table ?? "$0");
      expect((await hexai(["stats", "--line"], { env })).out).toContain(
        ` tokens=${line} cost=$0\n`,
      );
      expect((await hexai(["stats", "--by", "program"])).out).toMatch(/^hexai  /mu);
      expect((await hexai(["stats", "--csv"])).out).toContain(`,${tokens ?? ""},`);
      expect(
        (await hexai(["stats", "--prometheus"])).out.includes("hexai_window_input_tokens{"),
      ).toBe(tokens !== null);
    },
  );

  it("are none for an answer from the cache, which is no request", async ({ expect }) => {
    const { hexai } = await setUpCli(reply);
    await hexai(["a"]);

    const { cached, usage } = JSON.parse((await hexai(["--json", "a"])).out);

    expect({ cached, usage }).toEqual({ cached: true, usage: null });
    expect(JSON.parse((await hexai(["stats", "--json"])).out).global.input_tokens).toBe(1000);
  });

  it("follow the user's own prices, which a project cannot set, and a budget", async ({
    expect,
  }) => {
    const { hexai, home } = await setUpCli(reply);
    const price = '[prices."openai:gpt-4.1"]\ninput = 2000.0\ncached = 500.0\noutput = 8000.0\n';
    const config = join(home.dir, ".config/hexai");
    await mkdir(config, { recursive: true });
    await writeFile(join(config, "config.toml"), `${price}[stats]\nbudget_usd = 1.5\n`);

    const { err } = await hexai(["a"]);

    expect(err).toMatch(/\nbudget 104% \(\$1\.56 of \$1\.50\)\n/u);
    const check = await hexai(["stats", "--check"]);
    expect(check).toEqual({ code: 1, out: "$1.56 of $1.50 (104%) in the last 1h\n", err: "" });
    expect((await hexai(["stats", "--tmux"])).out).toMatch(/^#\[fg=white,bg=red\]Σ/u);
  });
});

describe("hexai stats for bars and for Prometheus", () => {
  it.for(["plain", "waybar", "i3bar", "{{reqs}} {{cost_usd}}"])(
    "obeys no name as %s",
    async (format, { expect }) => {
      const { hexai, store } = await withStore();
      await store.update("lab", HOSTILE, 1, 2);

      const { out, code } = await hexai(["stats", "--format", format]);

      expect(code).toBe(0);
      expect(out).not.toMatch(/%\{|\$\(|`|\p{Cc}(?!$)|\u202e/u);
      expect(out.trimEnd()).not.toContain("\n");
    },
  );

  it("replaces a link to a file, and not what it leads to", async ({ expect }) => {
    const { hexai, home } = await withStore();
    const [target, link] = [join(home.dir, "target"), join(home.dir, "link")];
    await writeFile(target, "kept");
    await symlink(target, link);

    const written = await hexai(["stats", "--format", "plain", "--output", link, "--mode", "0644"]);

    expect(written).toEqual({ code: 0, out: "", err: "" });
    expect((await lstat(link)).isFile()).toBe(true);
    expect((await stat(link)).mode & 0o777).toBe(0o644);
    expect(await readFile(target, "utf8")).toBe("kept");
  });

  it.for([
    { make: "mkdir it", file: "it", said: "it is a directory, name a file" },
    { make: "mkfifo it", file: "it", said: "it is a pipe, a socket or a device, name a file" },
    {
      make: "mkfifo pipe; ln -s pipe it",
      file: "it",
      said: "it is a pipe, a socket or a device, name a file",
    },
    {
      make: "ln -s /dev/null it",
      file: "it",
      said: "it is a pipe, a socket or a device, name a file",
    },
    {
      make: "true",
      file: "/dev/stdout",
      said: "it is a pipe, a socket or a device, name a file",
    },
    { make: "true", file: "no/such", said: "its directory does not exist, create it first" },
    { make: "true", file: "new/", said: "it names a directory, name a file" },
    {
      make: "ln -s b a; ln -s a b",
      file: "a/x",
      said: "its links lead in a circle, name another one",
    },
    { make: "touch it", file: "it/x", said: "its directory is a file, name another one" },
    { make: "true", file: "n".repeat(256), said: "its name is too long, use a shorter one" },
  ])("refuses --output $file after $make", async ({ make, file, said }, { expect }) => {
    const { shell, home } = await withStore();
    await shell(make);
    const before = await readdir(home.dir);

    const result = await shell(`"$BIN" stats --format plain --output ${file}`);

    expect(result).toEqual({ code: 1, out: "", err: `hexai: cannot write ${file}: ${said}\n` });
    expect(await readdir(home.dir)).toEqual(before);
  });

  it("writes a file with the longest name that there is", async ({ expect }) => {
    const { hexai, home } = await withStore();
    const name = "n".repeat(255);

    const { code } = await hexai(["stats", "--format", "plain", "--output", join(home.dir, name)]);

    expect(code).toBe(0);
    expect(await readdir(home.dir)).toContain(name);
  });

  it("follows what happens, and ends when its reader does", async ({ expect }) => {
    const { start, store } = await withStore();
    await store.update("p", "m", 1, 2);
    const running = start(["stats", "--format", "{{reqs}}", "--follow"]);
    let out = "";
    running.stdout.on("data", (chunk) => (out += chunk));
    await vi.waitFor(() => expect(out).toBe("1\n"), PATIENCE);

    await store.update("p", "m", 1, 2);
    await vi.waitFor(() => expect(out).toBe("1\n2\n"), PATIENCE);
    running.kill("SIGTERM");

    expect((await running.ended).code).toBe(143);
  });

  it.for([
    { how: "a pipe", command: '"$BIN" stats --format plain --follow | head -n 1' },
    {
      how: "a named pipe",
      command: 'mkfifo it; head -n 1 < it & "$BIN" stats --format plain --follow > it',
    },
    {
      how: "a socket of Node's",
      command: `node -e '
        const child = require("child_process").spawn(process.env.BIN, ["stats", "--format", "plain", "--follow"]);
        child.stdout.once("data", (line) => { process.stdout.write(line); child.stdout.destroy(); });
        child.on("exit", (code) => process.exit(code));'`,
    },
  ])(
    "ends when its reader ends although nothing changes: $how",
    async ({ command }, { expect }) => {
      const { shell } = await withStore();

      const { code, out } = await shell(command);

      expect(code).toBe(0);
      expect(out).toMatch(/^Σ@1h reqs=0 /u);
    },
  );

  it("hides what it has shown when the window is empty again", async ({ expect }) => {
    const { start, home } = await withStore();
    const old = createStore({ dir: cacheOf(home), now: () => Date.now() - 55_000 });
    await old.update("p", "m", 1, 2);
    const running = start(["stats", "--format", "waybar", "--follow"], {
      HEXAI_STATS_WINDOW_MINUTES: "1",
    });
    let out = "";
    running.stdout.on("data", (chunk) => (out += chunk));

    await vi.waitFor(() => expect(out).toMatch(/^\{.*\}\n\n$/u), { timeout: 60_000 });
    running.kill("SIGTERM");

    expect((await running.ended).code).toBe(143);
  });

  it("prints metrics that promtool accepts, whatever the names are", async ({ expect }) => {
    needs("promtool");
    const { hexai, store } = await withStore();
    await store.update('a"b\\', "c\nd", 1, 2, {
      tokens: MILLION,
      program: "hexai",
      vendor: "openai",
    });
    await store.update("openai", "gpt-4.1", 1, 2, { tokens: MILLION, vendor: "openai" });

    const { out } = await hexai(["stats", "--prometheus"]);

    expect(out).toContain('provider="openai",model="gpt-4.1",program=""} 1.48\n');
    execFileSync("promtool", ["check", "metrics"], { input: out, stdio: "pipe" });
  });

  it("says in its metrics who the user is, and not who USER claims", async ({ expect }) => {
    const { hexai } = await setUpCli();
    const name = execFileSync("id", ["-un"], { encoding: "utf8" }).trim();

    for (const env of [{}, { USER: "someone", LOGNAME: "someone" }]) {
      const { out } = await hexai(["stats", "--prometheus"], { env });

      expect(out).toContain(`{user="${name}"}`);
    }
  });
});

async function withStore() {
  const all = await setUpCli();
  return { ...all, store: createStore({ dir: cacheOf(all.home) }) };
}
