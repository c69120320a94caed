import { execFileSync } from "node:child_process";
import {
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";

import { createStore } from "@hexai/stats";
import {
  needs,
  type ProviderReply,
  type ProviderRequest,
  type TemporaryHome,
} from "@hexai/testing";
import { describe, type ExpectStatic, it, vi } from "vitest";

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

const DOLLARS = 1000;

/** What is on this machine costs nothing unless it has a price, in US dollars for a million tokens. */
const PRICE = `[prices."openai:gpt-4.1"]
input = ${DOLLARS}.0
output = ${DOLLARS}.0
`;
const SETTINGS = `[stats]
show = ["requests", "tokens", "cost"]
budget_usd = 2.0
`;

const TMUX_STYLE = { ok: "Σ", warning: "#[fg=black,bg=yellow]Σ", critical: "#[fg=white,bg=red]Σ" };

interface Told {
  readonly prompts: readonly string[];
  readonly input: number | null;
  readonly output: number | null;
  /** Of how many requests they are known. */
  readonly reqs: number;
  readonly tokens: string;
  readonly cost: string;
  /** Of the budget. */
  readonly percent: number | undefined;
  readonly level: keyof typeof TMUX_STYLE;
  /** Tokens in, the cached share, tokens out, and the cost in a table, where anything is known. */
  readonly columns: string;
}

/** A provider that tells tokens, one that does not, and both. */
const TOLD: readonly Told[] = [
  {
    prompts: ["a", "b"],
    input: 2000,
    output: 40,
    reqs: 2,
    tokens: "2k/40",
    cost: "$2.04",
    percent: 102,
    level: "critical",
    columns: "2k 40% 40 $2.04",
  },
  {
    prompts: ["silent", "silent too"],
    input: null,
    output: null,
    reqs: 0,
    tokens: "?",
    cost: "?",
    percent: undefined,
    level: "ok",
    columns: "",
  },
  {
    prompts: ["a", "silent"],
    input: 1000,
    output: 20,
    reqs: 1,
    tokens: "≥ 1k/20",
    cost: "≥ $1.02",
    percent: 51,
    level: "ok",
    columns: "≥ 1k 40% ≥ 20 ≥ $1.02",
  },
];

describe("the tokens and the cost of what was asked", () => {
  it.for(TOLD)("are in every view after $prompts", async (told, { expect }) => {
    const { hexai, home, pane } = await setUpCli(reply);
    await configure(home, `${PRICE}${SETTINGS}`);
    const stats = async (...argv: readonly string[]): Promise<string> =>
      (await hexai(["stats", ...argv])).out;
    const { prompts, input, output, reqs, tokens, cost, percent, level, columns } = told;
    const usd = input === null ? null : expect.closeTo(((input + (output ?? 0)) * DOLLARS) / 1e6);

    const said = [];
    for (const prompt of prompts) {
      said.push(await hexai(["--json", prompt]));
    }

    expect(said.map(({ out }) => JSON.parse(out).usage)).toEqual(
      prompts.map((prompt) => usageOf(prompt, expect)),
    );

    const short = `tokens=${tokens} cost=${cost}`.replaceAll("≥ ", "≥");
    expect(said.at(-1)?.err).toContain(` ${short}\n`);
    expect(await stats("--line")).toContain(` ${short}\n`);
    for (const by of ["model", "provider", "program"]) {
      expect(rowsOf(await stats("--by", by)), by).toEqual([columns, columns]);
    }
    const figures = { input_tokens: input, output_tokens: output, token_reqs: reqs };
    const { global, models } = JSON.parse(await stats("--json"));
    expect(global).toMatchObject({ ...figures, cost_usd: usd, cost_reqs: reqs });
    expect(models).toEqual([expect.objectContaining({ ...figures, cost_reqs: reqs })]);
    expect(await stats("--csv")).toMatch(
      new RegExp(`,${input ?? ""},[^,]*,,${output ?? ""},,${reqs},[^,]*,${reqs}\r\n$`, "u"),
    );
    expect((await stats("--tmux")).startsWith(TMUX_STYLE[level])).toBe(true);
    for (const shown of [["--tmux"], ["--format", "plain"]]) {
      expect(await stats(...shown), shown.join(" ")).toContain(`B ${tokens} ${cost} | openai:gpt`);
    }
    const waybar = JSON.parse(await stats("--format", "waybar"));
    expect(waybar).toMatchObject({ class: level, alt: level });
    expect(waybar.percentage).toBe(percent);
    expect(waybar.text).toMatch(new RegExp(`B ${escaped(tokens)} ${escaped(cost)}$`, "u"));
    const i3bar = JSON.parse(await stats("--format", "i3bar"));
    expect(i3bar.full_text).toContain(` ${tokens} ${cost} |`);
    expect(i3bar.urgent).toBe(level === "critical");
    expect(await stats("--format", "{{input_tokens}} {{cost_reqs}}")).toBe(
      `${input ?? "?"} ${reqs}\n`,
    );
    const check = await hexai(["stats", "--check"]);
    expect(check.out.startsWith(`${cost} of $2.00 `)).toBe(true);
    expect(check.code).toBe(level === "critical" ? 1 : 0);
    const metrics = await stats("--prometheus");
    expect(metrics).toMatch(new RegExp(`^hexai_window_requests_with_cost\\{.*\\} ${reqs}$`, "mu"));
    expect(/^hexai_window_input_tokens\{.*\} (\d+)$/mu.exec(metrics)?.[1] ?? null).toBe(
      input === null ? null : String(input),
    );
    const session = await pane({ columns: 120, rows: 24 });
    await session.type('env -u CI "$BIN" stats --watch');
    await vi.waitFor(async () => {
      const screen = await session.screen();
      expect(screen).toMatch(/^openai:gpt-4\.1 /mu);
      expect(rowsOf(screen).at(-1)).toEqual(columns);
    }, PATIENCE);
  });

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
    await configure(home, `${price}[stats]\nbudget_usd = 1.5\n`);

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

  it("writes on when it could not write for a while, and says so once", async ({ expect }) => {
    const { start, store, home } = await withStore();
    const bars = join(home.dir, "bars");
    await mkdir(bars);
    const argv = ["stats", "--format", "{{reqs}}", "--follow", "--output", join(bars, "bar")];
    const running = start(argv);
    let err = "";
    running.stderr.on("data", (chunk) => (err += chunk));
    const shown = (): Promise<string> => readFile(join(bars, "bar"), "utf8");
    await vi.waitFor(async () => expect(await shown()).toBe("0\n"), PATIENCE);

    await rename(bars, `${bars}-away`);
    await store.update("p", "m", 1, 2);
    await vi.waitFor(() => expect(err).toContain("its directory does not exist"), PATIENCE);
    await store.update("p", "m", 1, 2);
    await rename(`${bars}-away`, bars);
    await vi.waitFor(async () => expect(await shown()).toBe("2\n"), PATIENCE);
    running.kill("SIGTERM");

    expect((await running.ended).code).toBe(143);
    expect(err.match(/cannot write/gu)).toHaveLength(1);
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

async function configure(home: TemporaryHome, config: string): Promise<void> {
  const directory = join(home.dir, ".config/hexai");
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, "config.toml"), config);
}

/** What `hexai --json` says of a request. */
function usageOf(prompt: string, expect: ExpectStatic): object {
  const isSilent = prompt.includes("silent");
  return {
    input_tokens: isSilent ? null : 1000,
    cached_tokens: isSilent ? null : 400,
    cache_write_tokens: null,
    output_tokens: isSilent ? null : 20,
    reasoning_tokens: null,
    cost_usd: isSilent ? null : expect.closeTo((1020 * DOLLARS) / 1e6),
  };
}

/** What stands between the bytes received and the share in the rows of a table of two requests, without the spaces of its columns. */
function rowsOf(table: string): readonly string[] {
  const rows = table.matchAll(/ 2 +0\.03 +\S+ +\S+( .*)? +100%$/gmu);
  return [...rows].map(([, cells = ""]) => cells.trim().replaceAll(/ +/gu, " "));
}

function escaped(text: string): string {
  return text.replaceAll(/[$?.]/gu, String.raw`\$&`);
}
