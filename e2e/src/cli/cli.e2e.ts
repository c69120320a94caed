import { once } from "node:events";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { createStore } from "@hexai/stats";
import type { ProviderReply } from "@hexai/testing";
import { describe, it, vi } from "vitest";

import { PATIENCE } from "../testing/start-shell.ts";
import { cacheOf, CLI, setUpCli } from "./cli-fixture.ts";

const SUMMARY =
  /^provider=openai model=gpt-4\.1 time=\d+\.\ds llm stats reqs=1 avg_sent=\d+ avg_recv=\d+ rpm_local=[\d.]+ \| Σ reqs=1 rpm=0\.02 sent_total=\d+ recv_total=\d+\n$/u;

describe("hexai", () => {
  it("streams the answer to stdout and its cost to stderr", async ({ expect }) => {
    const { hexai } = await setUpCli({ type: "answer", deltas: ["git", " ", "reset"] });

    const result = await hexai(["--no-log", "undo", "a commit"]);

    expect(result).toEqual({ code: 0, out: "git reset\n", err: expect.stringMatching(SUMMARY) });
  });

  it("shows the answer while it comes", async ({ expect }) => {
    const { start } = await setUpCli({ type: "hang", deltas: ["first ", "words"] });
    const child = start(["--no-stdin", "x"]);

    const [piece] = await once(child.stdout, "data");

    expect(String(piece)).toContain("first");
    child.kill();
    await child.ended;
  });

  it("sends prompt, blank line and stdin, with a system prompt before them", async ({ expect }) => {
    const { hexai, provider } = await setUpCli();

    await hexai(["review", "this"], { stdin: "\tdiff é\r\n\n" });

    expect(provider.requests[0]?.headers.authorization).toBe("Bearer sk-0123456789");
    expect(provider.requests[0]?.messages).toEqual([
      { role: "system", content: expect.stringContaining("terminal") },
      { role: "user", content: "review this\n\n\tdiff é\r\n\n" },
    ]);
  });

  it.for([
    { flags: ["--max-tokens", "9"], env: { HEXAI_MAX_TOKENS: "5" }, setting: "--max-tokens" },
    { flags: [], env: { HEXAI_MAX_TOKENS: "5" }, setting: "HEXAI_MAX_TOKENS" },
    { flags: [], env: {}, setting: "general.max_tokens" },
  ])(
    "advises to raise $setting when it set the limit",
    async ({ flags, env, setting }, { expect }) => {
      const { hexai } = await setUpCli({ type: "answer", deltas: ["x"], finish: "length" });

      const { code, err } = await hexai([...flags, "x"], { env });

      expect(code).toBe(1);
      expect(err).toContain(` allowed; raise ${setting}\n`);
    },
  );

  it("asks what the flags say", async ({ expect }) => {
    const { hexai, provider } = await setUpCli();
    const flags = ["-m", "gpt-4o", "-s", "Rhyme.", "-t", "0", "--max-tokens", "9"];

    await hexai([...flags, "--quiet", "x"]);

    expect(provider.requests[0]?.body).toMatchObject({
      model: "gpt-4o",
      temperature: 0,
      max_tokens: 9,
      messages: [
        { role: "system", content: "Rhyme." },
        { role: "user", content: "x" },
      ],
    });
  });

  it("says nothing but the answer when it is quiet", async ({ expect }) => {
    const { hexai } = await setUpCli({ type: "answer", deltas: ["a\n"] });

    const result = await hexai(["-q", "-m", "gpt-5-mini", "-t", "0", "x"]);

    expect(result).toEqual({ code: 0, out: "a\n", err: "" });
  });

  it("gives a pipe the answer's bytes, control sequences included", async ({ expect }) => {
    const { hexai } = await setUpCli({ type: "answer", deltas: ["\u001b[31m", "é", "🙂\r\n"] });

    await expect(hexai(["x"])).resolves.toMatchObject({ out: "\u001b[31mé🙂\r\n" });
  });

  it("counts an answer once, for every program to see", async ({ expect }) => {
    const { hexai, usage } = await setUpCli({ type: "answer", deltas: ["naïve"] });

    await hexai(["-s", "", "¿x?"]);

    const { global, providers } = await usage();
    expect(global).toMatchObject({ reqs: 1, sent: 4, recv: 6 });
    expect([...(providers.get("openai")?.models.keys() ?? [])]).toEqual(["gpt-4.1"]);
  });

  it("gives one JSON object for a program to read", async ({ expect }) => {
    const { hexai } = await setUpCli({ type: "answer", deltas: ["na", "ïve"] });

    const { code, out } = await hexai(["--json", "-q", "-s", "", "x"]);

    expect({ code, ...JSON.parse(out) }).toEqual({
      code: 0,
      text: "naïve",
      provider: "openai",
      model: "gpt-4.1",
      usage: {
        input_tokens: 1,
        output_tokens: 2,
        cached_tokens: 0,
        cache_write_tokens: null,
        reasoning_tokens: 0,
        cost_usd: 0,
      },
      bytes: { sent: 1, recv: 6 },
      duration: expect.any(Number),
      cached: false,
      conversation: expect.stringMatching(/^\d{8}-\d{6}-/u),
    });
  });

  it.for(["--json", "--no-stream"])(
    "writes a whole answer or none with %s",
    async (flag, { expect }) => {
      const { hexai } = await setUpCli({ type: "break-off", deltas: ["half"] });

      await expect(hexai([flag, "x"])).resolves.toMatchObject({ code: 1, out: "" });
    },
  );

  it("takes the configuration of --config", async ({ expect }) => {
    const { hexai, home, provider } = await setUpCli();
    const file = join(home.dir, "other.toml");
    await writeFile(file, '[openai]\nmodel = "gpt-4o"\n[stats]\nenabled = false\n');

    const result = await hexai(["--config", file, "x"]);

    expect(provider.requests[0]?.model).toBe("gpt-4o");
    expect(result.err).toMatch(/^provider=openai model=gpt-4o .* Σ reqs=0 /u);
  });
});

describe("hexai --tps-simulation", () => {
  it("says back what it gets, asks nobody and counts nothing", async ({ expect }) => {
    const { hexai, provider, usage } = await setUpCli();

    const result = await hexai(["--tps-simulation", "900-999", "say"], {
      stdin: "\tthis\n",
      env: { OPENAI_API_KEY: "" },
    });

    expect(result).toEqual({
      code: 0,
      out: "say\n\n\tthis\n",
      err: expect.stringMatching(/^provider=simulation model=900-999tps time=\S+s\n$/u),
    });
    expect(provider.requests).toEqual([]);
    expect((await usage()).global.reqs).toBe(0);
  });

  it("has something to say when it gets nothing", async ({ expect }) => {
    const { hexai } = await setUpCli();

    await expect(hexai(["--tps-simulation", "5000", "--no-stdin"])).resolves.toMatchObject({
      code: 0,
      out: expect.stringMatching(/^This is how fast .*\n$/u),
    });
  });

  it("ends on Ctrl-C", async ({ expect }) => {
    const { start } = await setUpCli();
    const child = start(["--tps-simulation", "1", "--no-stdin", "word word word word"]);
    await once(child.stdout, "data");

    child.kill("SIGINT");

    await expect(child.ended).resolves.toMatchObject({ code: 130, out: "word\n" });
  });
});

describe("hexai's cache", () => {
  it("answers the same question again without a request", async ({ expect }) => {
    const { hexai, provider, usage } = await setUpCli({ type: "answer", deltas: ["a", "b"] });
    await hexai(["x"]);

    const again = await hexai(["x"]);

    expect(again).toMatchObject({ code: 0, out: "ab\n" });
    expect(again.err).toMatch(
      /^provider=openai model=gpt-4\.1 time=\S+ cached=\d+s .*reqs=0 .*\n$/u,
    );
    expect(provider.requests).toHaveLength(1);
    expect((await usage()).global.reqs).toBe(1);
  });

  it.for([
    { argv: ["y"], why: "another prompt" },
    { argv: ["-m", "gpt-4o", "x"], why: "another model" },
    { argv: ["-t", "1", "x"], why: "another temperature" },
    { argv: ["--max-tokens", "7", "x"], why: "another length" },
    { argv: ["-s", "Rhyme.", "x"], why: "another system prompt" },
    { argv: ["--no-cache", "x"], why: "--no-cache" },
  ])("asks for $why", async ({ argv }, { expect }) => {
    const { hexai, provider } = await setUpCli();
    await hexai(["x"]);

    const other = await hexai(argv);

    expect(other.err).not.toContain("cached=");
    expect(provider.requests).toHaveLength(2);
  });

  it("keeps nothing with --no-cache, and no half answer", async ({ expect }) => {
    const { hexai, home } = await setUpCli({ type: "break-off", deltas: ["half"] });

    await hexai(["--no-cache", "x"]);
    await hexai(["x"]);

    expect(await readdir(cacheOf(home)).catch(() => [])).not.toContain("answers");
  });
});

describe("hexai's stdin", () => {
  it.for([
    { from: "printf 'a\\nb' |", why: "a pipe" },
    { from: "printf 'a\\nb' > file; < file", why: "a file" },
  ])("is read when it is $why", async ({ from }, { expect }) => {
    const { shell, provider } = await setUpCli();

    await shell(`${from} "$BIN" -q x`);

    expect(provider.requests[0]?.messages.at(-1)?.content).toBe("x\n\na\nb");
  });

  it.for([
    { input: "< /dev/null", why: "/dev/null" },
    { input: "< /dev/zero", why: "another device" },
    { input: "<&-", why: "closed" },
  ])("is no input when it is $why", async ({ input }, { expect }) => {
    const { shell, provider } = await setUpCli();

    const asked = await shell(`"$BIN" -q x ${input}`);
    const unasked = await shell(`"$BIN" ${input}`);

    expect(asked.code).toBe(0);
    expect(provider.requests.map(({ messages }) => messages.at(-1)?.content)).toEqual(["x"]);
    expect(unasked).toEqual({
      code: 2,
      out: "",
      err: expect.stringContaining("nothing to ask\nUsage:"),
    });
  });

  it("is never cut", async ({ expect }) => {
    const { hexai, provider } = await setUpCli({ type: "answer", deltas: ["ok"] });
    const piped = "日本 0123456789\n".repeat(200_000);

    await hexai(["-q"], { stdin: piped });

    expect(provider.requests[0]?.messages.at(-1)?.content === piped).toBe(true);
  });

  it("replaces what is no UTF-8 and nothing else", async ({ expect }) => {
    const { shell, provider } = await setUpCli();

    await shell(`printf '\\357\\273\\277a\\377b\\000c\\r\\n' | "$BIN" -q`);

    expect(provider.requests[0]?.messages.at(-1)?.content).toBe("\ufeffa\ufffdb\0c\r\n");
  });

  it("is waited for with one hint when somebody left a pipe open, and Ctrl-C ends it", async ({
    expect,
  }) => {
    const { start, provider } = await setUpCli();
    const child = start(["x"]);

    const [hint] = await once(child.stderr, "data");
    child.stdin.write("late");
    child.kill("SIGINT");

    expect(String(hint)).toBe("hexai: still reading stdin; --no-stdin skips it\n");
    await expect(child.ended).resolves.toEqual({ code: 130, out: "", err: String(hint) });
    expect(provider.requests).toEqual([]);
  });

  it("brings what comes after the hint, too", async ({ expect }) => {
    const { start, provider } = await setUpCli();
    const child = start(["-q", "x"]);

    const [hint] = await once(child.stderr, "data");
    child.stdin.end("late");

    await expect(child.ended).resolves.toEqual({
      code: 0,
      out: "You said: x\n",
      err: String(hint),
    });
    expect(provider.requests[0]?.messages.at(-1)?.content).toBe("x\n\nlate");
  });

  it("is left alone with --no-stdin, though the pipe stays open", async ({ expect }) => {
    const { start } = await setUpCli({ type: "answer", deltas: ["ok"] });

    const child = start(["-q", "--no-stdin", "x"]);

    await expect(child.ended).resolves.toEqual({ code: 0, out: "ok\n", err: "" });
  });

  it("is refused when it is a directory", async ({ expect }) => {
    const { shell } = await setUpCli();

    await expect(shell(`"$BIN" x < .`)).resolves.toEqual({
      code: 1,
      out: "",
      err: "hexai: stdin is a directory; try --no-stdin\n",
    });
  });
});

describe("hexai that fails", () => {
  it("says what to set when there is no key", async ({ expect }) => {
    const { hexai } = await setUpCli();

    await expect(hexai(["x"], { env: { OPENAI_API_KEY: " " } })).resolves.toEqual({
      code: 1,
      out: "",
      err: expect.stringMatching(/^hexai: no .* OPENAI_API_KEY/su),
    });
  });

  it.for([
    { status: 401, err: "refused the key in OPENAI_API_KEY (HTTP 401: no)" },
    { status: 429, err: "takes no more requests for now (HTTP 429: no)" },
    { status: 500, err: "is in trouble (HTTP 500: no)" },
  ])("tells a $status in one line, and counts nothing", async ({ status, err }, { expect }) => {
    const body = { error: { message: "no" } };
    const { hexai, usage } = await setUpCli({ type: "status", status, body });

    const result = await hexai(["x"]);

    expect(result).toEqual({ code: 1, out: "", err: expect.stringMatching(/^hexai: .*\n$/u) });
    expect(result.err).toContain(`openai (gpt-4.1) ${err}`);
    expect((await usage()).global.reqs).toBe(0);
  });

  it("keeps what arrived of an answer that breaks off, and counts nothing", async ({ expect }) => {
    const { hexai, usage } = await setUpCli({ type: "break-off", deltas: ["half ", "an"] });

    await expect(hexai(["x"])).resolves.toEqual({
      code: 1,
      out: "half an\n",
      err: "hexai: openai (gpt-4.1) broke off in the middle; ask again\n",
    });
    expect((await usage()).global.reqs).toBe(0);
  });

  it("names every mistake in the configuration, with its place", async ({ expect }) => {
    const { hexai, home } = await setUpCli();
    await mkdir(join(home.dir, ".config/hexai"));
    await writeFile(join(home.dir, ".config/hexai/config.toml"), "[openai]\nmodle = 1\n");

    const result = await hexai(["x"]);

    expect(result).toMatchObject({ code: 1, out: "" });
    expect(result.err).toMatch(/^hexai: .*config\.toml:2: openai\.modle: .*model.*\n$/u);
  });

  it.for([
    { argv: ["--foo", "x"], err: "there is no flag --foo" },
    { argv: ["-t", "3", "x"], err: "--temperature must be a number from 0 to 2" },
    { argv: ["-t", "x"], err: "--temperature needs a number" },
    { argv: ["stats", "x"], err: "hexai stats takes no words" },
  ])("refuses $argv", async ({ argv, err }, { expect }) => {
    const { hexai, provider } = await setUpCli();

    const result = await hexai(argv);

    expect(result).toMatchObject({ code: 2, out: "" });
    expect(result.err).toMatch(/^hexai: .*\n$/u);
    expect(result.err).toContain(err);
    expect(provider.requests).toEqual([]);
  });

  it("answers though the statistics cannot be written, and says so", async ({ expect }) => {
    const { hexai, home } = await setUpCli({ type: "answer", deltas: ["ok"] });
    await writeFile(join(home.dir, ".cache/hexai"), "a file where the directory should be");

    const result = await hexai(["--no-log", "x"]);

    expect(result).toMatchObject({ code: 0, out: "ok\n" });
    expect(result.err).toMatch(
      /^hexai: stats: .*\nprovider=openai model=gpt-4\.1 time=\d+\.\ds\n$/u,
    );
  });

  it("tells a full disk", async ({ expect }) => {
    const { shell } = await setUpCli();

    await expect(shell('"$BIN" x > /dev/full')).resolves.toEqual({
      code: 1,
      out: "",
      err: "hexai: cannot write to stdout (ENOSPC)\n",
    });
  });
});

describe("hexai that is stopped", () => {
  it.for([
    { signal: "SIGINT", code: 130 },
    { signal: "SIGTERM", code: 143 },
    { signal: "SIGHUP", code: 129 },
  ] as const)(
    "cancels the request on $signal and ends quietly",
    async ({ signal, code }, { expect }) => {
      const { start, provider, usage } = await setUpCli({ type: "hang" });
      const child = start(["--no-stdin", "x"]);
      await vi.waitFor(() => expect(provider.requests).toHaveLength(1), PATIENCE);

      child.kill(signal);

      await expect(child.ended).resolves.toEqual({ code, out: "", err: "" });
      await vi.waitFor(() => expect(provider.requests[0]?.closedEarly).toBe(true), PATIENCE);
      expect((await usage()).global.reqs).toBe(0);
    },
  );

  it("ends the program that is to print a key", async ({ expect }) => {
    const { start, home } = await setUpCli();
    await mkdir(join(home.dir, ".config/hexai"));
    await writeFile(
      join(home.dir, ".config/hexai/config.toml"),
      `[openai]\napi_key_command = ["sh", "-c", 'echo "$$" > begun; exec sleep 60']\n`,
    );
    const child = start(["--no-stdin", "x"], { OPENAI_API_KEY: "" });
    const pid = await vi.waitFor(async () => {
      const begun = Number(await readFile(join(home.dir, "begun"), "utf8"));
      expect(begun).toBeGreaterThan(1);
      return begun;
    }, PATIENCE);

    child.kill("SIGTERM");

    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow("ESRCH"));
    await expect(child.ended).resolves.toEqual({ code: 143, out: "", err: "" });
  });

  it("ends the line of a half answer on Ctrl-C", async ({ expect }) => {
    const { start } = await setUpCli({ type: "hang", deltas: ["half"] });
    const child = start(["--no-stdin", "x"]);
    await once(child.stdout, "data");

    child.kill("SIGINT");

    await expect(child.ended).resolves.toEqual({ code: 130, out: "half\n", err: "" });
  });

  it("cancels the request, quietly, when nobody reads the answer any more", async ({ expect }) => {
    const deltas = Array.from({ length: 2000 }, (_, index) => `line ${index}\n`);
    const { shell, provider } = await setUpCli({ type: "answer", deltas, delayMs: 5 });

    const result = await shell('{ "$BIN" x; echo $? > code; } | head -n 1; cat code >&2');

    expect(result).toEqual({ code: 0, out: "line 0\n", err: "141\n" });
    await vi.waitFor(() => expect(provider.requests[0]?.closedEarly).toBe(true), PATIENCE);
  });
});

describe("hexai stats", () => {
  it("shows what all processes did", async ({ expect }) => {
    const { hexai, home } = await setUpCli();
    await hexai(["-q", "-m", "gpt-4.1", "x"]);
    await createStore({ dir: cacheOf(home) }).update("ollama", "qwen", 1000, 2_000_000);

    const table = await hexai(["stats"]);
    const json = await hexai(["stats", "--json"]);
    const line = await hexai(["stats", "--line"]);
    const status = await hexai(["stats", "--tmux"]);

    expect(table.out).toMatch(
      /^Σ all +2 .*100%\nopenai:gpt-4\.1 +1 .*50%\nollama:qwen +1 .* 2MB .*50%$/mu,
    );
    expect(JSON.parse(json.out)).toMatchObject({ window_seconds: 3600, global: { reqs: 2 } });
    expect(line.out).toMatch(/^Σ reqs=2 rpm=0\.03 sent_total=\d+ recv_total=\d+\n$/u);
    expect(status.out).toMatch(/^Σ@1h reqs=2 .* \| openai:gpt-4\.1 reqs=1 rpm=0\.0\n$/u);
    expect([table, json, line, status].map(({ code, err }) => ({ code, err }))).toEqual(
      Array.from({ length: 4 }, () => ({ code: 0, err: "" })),
    );
  });

  it("needs no key, and looks as far back as the configuration says", async ({ expect }) => {
    const { hexai } = await setUpCli();

    const env = { OPENAI_API_KEY: "", HEXAI_STATS_WINDOW_MINUTES: "45" };

    await expect(hexai(["stats"], { env })).resolves.toMatchObject({
      code: 0,
      out: expect.stringMatching(/^last 45m /u),
    });
  });

  it("fails in one sentence when they cannot be read", async ({ expect }) => {
    const { hexai, home } = await setUpCli();
    await mkdir(join(cacheOf(home), "stats.json"), { recursive: true });

    await expect(hexai(["stats"])).resolves.toEqual({
      code: 1,
      out: "",
      err: expect.stringMatching(/^hexai: the statistics cannot be read: .*\n$/u),
    });
  });

  it("is a prompt behind --", async ({ expect }) => {
    const { hexai, provider } = await setUpCli();

    await hexai(["-q", "--", "stats"]);

    expect(provider.requests[0]?.messages.at(-1)?.content).toBe("stats");
  });
});

describe("hexai --version", () => {
  it("shows the version of its package", async ({ expect }) => {
    const { hexai } = await setUpCli();
    const { version } = JSON.parse(await readFile(join(CLI, "package.json"), "utf8"));

    await expect(hexai(["--version"])).resolves.toEqual({
      code: 0,
      out: `hexai ${version}\n`,
      err: "",
    });
  });

  it("loads little: no provider, no configuration, no statistics", async ({ expect }) => {
    await expect(staticSizeOf(join(CLI, "dist/main.js"))).resolves.toBeLessThan(40_000);
  });

  it("comes with a help text", async ({ expect }) => {
    const { hexai } = await setUpCli();

    await expect(hexai(["--help"])).resolves.toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Usage: hexai .*--max-tokens NUMBER/su),
      err: "",
    });
  });
});

describe("hexai on a terminal inside tmux", () => {
  it.for([
    { env: "", sign: /^[⠋-⡿] openai:gpt-4\.1$/mu },
    { env: "NO_COLOR=1", sign: /^… openai:gpt-4\.1$/mu },
    { env: "TERM=dumb", sign: /^… openai:gpt-4\.1$/mu },
  ])("says who is asked while it waits: $env", async ({ env, sign }, { expect }) => {
    const { pane } = await setUpCli({ type: "hang" });
    const session = await pane();

    await session.type(`${env} "$BIN" x`);

    await vi.waitFor(async () => expect(await session.screen()).toMatch(sign), PATIENCE);
  });

  it("leaves nothing of its waiting behind", async ({ expect }) => {
    const { pane } = await setUpCli({ type: "answer", deltas: ["ans", "wer"], delayMs: 200 });
    const session = await pane();

    await session.type('"$BIN" x');

    await vi.waitFor(async () => {
      expect(await session.screen()).toMatch(/BIN" x\nanswer\nprovider=openai /u);
    }, PATIENCE);
  });

  it("shows control sequences and does not obey them", async ({ expect }) => {
    const deltas = ["before \u001b", "[2J\u001b]0;title\u0007 after"];
    const { pane } = await setUpCli({ type: "answer", deltas });
    const session = await pane();

    await session.type('"$BIN" -q x');

    await vi.waitFor(async () => {
      expect(await session.screen()).toContain("before ␛[2J␛]0;title␇ after\n");
    }, PATIENCE);
  });

  it("renders Markdown while it comes", async ({ expect }) => {
    const deltas = ["# Un", "do\n\n- `git", " reset`\n", "- b\n\n```sh\ngit", " reset\n", "never"];
    const { pane, provider } = await setUpCli({ type: "hang", deltas });
    const session = await pane();

    await session.type('"$BIN" -q explain');

    await vi.waitFor(async () => {
      expect(await session.screen()).toContain(
        "\nUndo\n\n• git reset\n• b\n\n```sh\ngit reset\n\n",
      );
    }, PATIENCE);
    expect(provider.requests[0]?.messages[0]?.content).toContain("Write Markdown.");
  });

  it("leaves Markdown alone with --plain", async ({ expect }) => {
    const { pane, provider } = await setUpCli({ type: "answer", deltas: ["# a\n- **b**"] });
    const session = await pane();

    await session.type('"$BIN" -q --plain x');

    await vi.waitFor(async () => {
      expect(await session.screen()).toContain("\n# a\n- **b**\n");
    }, PATIENCE);
    expect(provider.requests[0]?.messages[0]?.content).toContain("Use plain text");
  });

  it("shows how it is used when there is nothing to ask", async ({ expect }) => {
    const { pane } = await setUpCli();
    const session = await pane();

    await session.type('"$BIN"; echo "code $?"');

    await vi.waitFor(async () => {
      expect(await session.screen()).toMatch(
        /hexai: there is nothing to ask; set HEXAI_EDITOR .*\nUsage: .*\ncode 2\n/su,
      );
    }, PATIENCE);
  });

  it("shows an hourglass while it waits and the Σ line after it", async ({ expect }) => {
    const { pane, status } = await setUpCli({
      type: "answer",
      deltas: ["a", "b"],
      delayMs: 300,
    });
    const session = await pane();

    await session.type('"$BIN" x');

    await vi.waitFor(
      async () => expect(await status(session)).toMatch(/^⏳ Σ@1h reqs=0 /u),
      PATIENCE,
    );
    await vi.waitFor(
      async () =>
        expect(await status(session)).toMatch(/^Σ@1h reqs=1 .* \| openai:gpt-4\.1 reqs=1 /u),
      PATIENCE,
    );
  });

  it.for<{ reply: ProviderReply; keys: readonly string[]; code: number; why: string }>([
    { reply: { type: "hang" }, keys: ["C-c"], code: 130, why: "Ctrl-C" },
    {
      reply: { type: "status", status: 500, body: "no" },
      keys: [],
      code: 1,
      why: "a failure",
    },
  ])("takes the hourglass away after $why", async ({ reply, keys, code }, { expect }) => {
    const { pane, status, provider } = await setUpCli(reply);
    const session = await pane();
    await session.tmux("set-option", "-g", "@hexai_status", "⏳ left behind");

    await session.type('"$BIN" x; echo "code $?"');
    await vi.waitFor(() => expect(provider.requests).toHaveLength(1), PATIENCE);
    for (const key of keys) {
      await vi.waitFor(async () => expect(await status(session)).toMatch(/^⏳ Σ/u), PATIENCE);
      await session.tmux("send-keys", key);
    }

    await vi.waitFor(
      async () => expect(await session.screen()).toContain(`code ${code}\n`),
      PATIENCE,
    );
    expect(await status(session)).toMatch(/^Σ@1h reqs=0 /u);
  });
});

/** Bytes of a built module and of everything that it imports at once. */
async function staticSizeOf(file: string, seen = new Set<string>()): Promise<number> {
  if (seen.has(file)) {
    return 0;
  }
  seen.add(file);
  const code = await readFile(file, "utf8");
  const { size } = await stat(file);
  const imports = [...code.matchAll(/(?:\bfrom|\bimport)\s*["'](\.\/[^"']+)["']/gu)];
  const sizes = await Promise.all(
    imports.map(([, path = ""]) => staticSizeOf(join(file, "..", path), seen)),
  );
  return sizes.reduce((sum, bytes) => sum + bytes, size);
}
