import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdir, readdir, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { type ProviderReply, startProvider } from "@hexai/testing";
import { describe, it, onTestFinished, vi } from "vitest";

import { setUpDoctor, KEY } from "./doctor-fixture.ts";

const run = promisify(execFile);
/** What every start of a program may keep in the cache. */
const COMPILED_CODE = "node";

describe("hexai doctor", () => {
  it("finds nothing where nothing is wrong, and leaves nothing", async ({ expect }) => {
    const { hexai, diagnose, provider, cache } = await setUpDoctor();

    const { code, err, complaints } = await diagnose();

    expect({ code, err, complaints }).toEqual({ code: 0, err: "", complaints: [] });
    expect(provider.visits).toHaveLength(1);
    expect(provider.requests).toEqual([]);
    const { out } = await hexai(["doctor"]);
    expect(out).toMatch(/\nNo problems\.\n/u);
    expect(out).toContain("  ok    openai has a key: OPENAI_API_KEY\n");
    expect(out).toContain("  ok    asked everywhere: openai:gpt-4.1\n");
    const left = await readdir(cache).catch(() => []);
    expect(left.filter((name) => name !== COMPILED_CODE)).toEqual([]);
  });

  it("says under each title what is wrong and what to do, for people and for programs", async ({
    expect,
  }) => {
    const { hexai, diagnose } = await setUpDoctor();
    const env = { HEXAI_MAX_TOKENS: "many", LC_ALL: "C" };

    const { code, out, err } = await hexai(["doctor"], env);

    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(out).toMatch(
      /\nTerminal\n {2}warn {2}the locale is not UTF-8 \(LC_ALL=C\).*\n {8}→ .*export LC_ALL=C\.UTF-8\n/u,
    );
    expect(out).toMatch(
      /\n {2}FAIL {2}HEXAI_MAX_TOKENS: .*\n {8}→ set it right, or: unset HEXAI_MAX_TOKENS\n/u,
    );
    expect(out).toMatch(/\n1 problem, 2 warnings\.\n/u);
    expect(out).not.toContain("\u001b");
    expect(JSON.parse((await diagnose(env)).out)).toMatchObject({ schema: 1, healthy: false });
  });

  it("prints what to paste, for one or all", async ({ expect }) => {
    const { hexai, provider } = await setUpDoctor();

    const one = await hexai(["doctor", "--snippets", "helix"]);
    const all = await hexai(["doctor", "--snippets"]);

    expect(one).toMatchObject({ code: 0, err: "" });
    expect(one.out).toContain('[language-server.hexai]\ncommand = "hexai-lsp"\n');
    expect(all.out).toContain(one.out);
    for (const word of ["vim.lsp.enable", "glspc.server.command", "eglot-server-programs"]) {
      expect(all.out).toContain(word);
    }
    expect(provider.visits).toEqual([]);
  });

  it.for([
    { version: "NVIM v0.10.4", file: "Neovim 0.7 to 0.10", why: "an old one" },
    { version: "NVIM v0.7.2", file: "Neovim 0.7 to 0.10", why: "an older one" },
    { version: "NVIM v0.11.0", file: "Neovim 0.11 and newer", why: "a new one" },
    { version: "NVIM v0.12.0-dev-1234+g0f1e", file: "Neovim 0.11 and newer", why: "a coming one" },
    { version: "something else", file: "Neovim 0.11 and newer", why: "one that does not say" },
    { version: undefined, file: "Neovim 0.11 and newer", why: "none" },
  ])("prints one text for Neovim's file, by the version: $why", async (row, { expect }) => {
    const { hexai, dir } = await setUpDoctor();
    if (row.version !== undefined) {
      const script = `#!/bin/sh\necho '${row.version}'\n`;
      await writeFile(join(dir, "bin/nvim"), script, { mode: 0o755 });
    }

    const { out } = await hexai(["doctor", "--snippets", "neovim"]);

    expect(out.match(/^-- Neovim.*hexai\.lua$/gmu)).toEqual([
      `-- ${row.file}: ~/.config/nvim/plugin/hexai.lua`,
    ]);
  });

  it("prints what tmux takes, and what needs nothing more", async ({ expect }) => {
    const { hexai, diagnose, tmux, dir } = await setUpDoctor();
    const { session, inside } = await tmux();
    const { out } = await hexai(["doctor", "--snippets", "tmux"]);
    await writeFile(join(dir, "hexai.conf"), out);

    await session.tmux("source-file", join(dir, "hexai.conf"));

    await expect(diagnose(inside)).resolves.toMatchObject({ code: 0, complaints: [] });
    expect(await session.tmux("list-keys")).toMatch(/prefix +a .*hexai-tmux-action/u);
  });

  it.for([
    { argv: ["doctor", "helix"], why: "a word without --snippets" },
    { argv: ["doctor", "me"], why: "an unknown word" },
    { argv: ["doctor", "--snippets", "--json"], why: "two things at once" },
  ])("refuses $why", async ({ argv }, { expect }) => {
    const { hexai } = await setUpDoctor();

    await expect(hexai(argv)).resolves.toMatchObject({ code: 2, out: "" });
  });

  it("gives up at Ctrl-C", async ({ expect }) => {
    const { dir, provider } = await setUpDoctor(() => ({ type: "hang" }));
    const child = spawn(join(dir, "bin/hexai"), ["doctor"], {
      env: {
        HOME: dir,
        PATH: join(dir, "bin"),
        OPENAI_API_KEY: KEY,
        HEXAI_OPENAI_BASE_URL: provider.url,
      },
      stdio: "ignore",
    });
    await vi.waitUntil(() => provider.visits.length > 0, { timeout: 15_000 });

    child.kill("SIGINT");

    await expect(once(child, "exit")).resolves.toEqual([130, null]);
  });
});

describe("hexai doctor, on programs", () => {
  it("says which are not on the PATH", async ({ expect }) => {
    const { diagnose, dir } = await setUpDoctor();
    await rm(join(dir, "bin/hexai-lsp"));

    const { code, complaints } = await diagnose();

    expect(code).toBe(0);
    expect(complaints).toEqual([
      [
        "Programs: hexai-lsp is not on the PATH",
        expect.stringContaining("install hexai as its README says"),
      ],
    ]);
  });

  it.for([
    {
      script: "echo hexai-lsp 9.9.9",
      said: /is version 9\.9\.9 and this is/u,
      why: "of another version",
    },
    { script: "exit 3", said: /cannot be run/u, why: "that cannot be run" },
    { script: "exec sleep 60", said: /cannot be run/u, why: "that never ends" },
  ])("does not take one $why for ours", async ({ script, said }, { expect }) => {
    const { diagnose, dir } = await setUpDoctor();
    await rm(join(dir, "bin/hexai-lsp"));
    await writeFile(join(dir, "bin/hexai-lsp"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });

    const { complaints } = await diagnose({}, "--offline");

    expect(complaints).toEqual([[expect.stringMatching(said), expect.any(String)]]);
  });
});

describe("hexai doctor, on tmux", () => {
  it("does without", async ({ expect }) => {
    const { diagnose, dir } = await setUpDoctor();

    const { code, complaints } = await diagnose({ PATH: join(dir, "bin") });

    expect(code).toBe(0);
    expect(complaints).toEqual([
      [expect.stringContaining("tmux is not on the PATH"), expect.stringContaining("3.2")],
    ]);
  });

  it.for([
    { right: "#{@hexai_status}", length: "100", said: [], why: "all of the line" },
    {
      right: "x",
      length: "100",
      said: [/neither status-left nor status-right shows the Σ line/u],
      why: "nothing",
    },
    {
      right: "#{@hexai_status}",
      length: "40",
      said: [/status-right-length is 40 and the line takes 70/u],
      why: "a part of a usual line",
    },
    {
      right: "#{E:@hexai_status}",
      length: "100",
      said: [/expands the Σ line once more/u],
      why: "it expanded",
    },
    {
      right: "#{hexai_status}",
      length: "100",
      said: [/only the plugin hexai\.tmux fills/u],
      why: "a place that nobody fills",
    },
  ])("knows a status line that shows $why", async ({ right, length, said }, { expect }) => {
    const { diagnose, tmux } = await setUpDoctor();
    const { session, inside } = await tmux();
    await session.tmux("set", "-g", "status-right", right);
    await session.tmux("set", "-g", "status-right-length", length);

    const { code, complaints } = await diagnose(inside);

    expect(code).toBe(0);
    expect(complaints).toEqual(
      said.map((text) => [expect.stringMatching(text), expect.any(String)]),
    );
  });

  it("measures the line that is shown", async ({ expect }) => {
    const { diagnose, tmux } = await setUpDoctor();
    const { session, inside } = await tmux();
    await session.tmux("set", "-g", "status-right", "#{@hexai_status}");
    await session.tmux("set", "-g", "@hexai_status", `#[fg=red]Σ${"x".repeat(40)}`);

    const { complaints } = await diagnose(inside);

    expect(complaints.map(([text]) => text)).toEqual([
      "tmux: status-right shows the Σ line, but status-right-length is 40 and the line takes 41",
    ]);
  });

  it("does not wait for a server that is stopped", async ({ expect }) => {
    const { diagnose, tmux } = await setUpDoctor();
    const { session, inside } = await tmux();
    process.kill(session.pid, "SIGSTOP");

    const { code, complaints } = await diagnose(inside);

    expect(code).toBe(1);
    expect(complaints).toEqual([
      [
        expect.stringContaining("does not answer within a second"),
        `if it is stopped, let it go on: kill -CONT ${session.pid}`,
      ],
    ]);
  });

  it("tells a server that is gone", async ({ expect }) => {
    const { diagnose, tmux } = await setUpDoctor();
    const { session, inside } = await tmux();
    await session.stop();

    const { code, complaints } = await diagnose(inside);

    expect(code).toBe(1);
    expect(complaints).toEqual([
      ["tmux: TMUX names a tmux server that has ended", expect.stringContaining("unset TMUX")],
    ]);
  });

  it("sees that key bindings have another PATH", async ({ expect }) => {
    const { diagnose, tmux, dir } = await setUpDoctor();
    const { session, inside } = await tmux();
    await session.tmux("set", "-g", "status-right", "#{@hexai_status}");
    await session.tmux("set", "-g", "status-right-length", "100");
    await session.tmux("set-environment", "-g", "PATH", "/usr/bin:/bin");

    const { complaints } = await diagnose(inside);

    expect(complaints).toEqual([
      [
        expect.stringContaining("key bindings do not find hexai-tmux-action"),
        `write the whole name in the key binding: ${join(dir, "bin/hexai-tmux-action")}`,
      ],
    ]);
  });
});

describe("hexai doctor, on settings", () => {
  it("names every mistake with its line, and asks nobody", async ({ expect }) => {
    const { diagnose, config, provider } = await withConfig(
      '[openai]\nmodle = "gpt-4.1"\n[stats]\nwindow_minutes = 0\n',
    );

    const { code, complaints } = await diagnose();

    expect(code).toBe(1);
    expect(complaints.map(([text]) => text)).toEqual([
      expect.stringContaining(`Settings: ${config}:2: openai.modle: `),
      expect.stringContaining(`Settings: ${config}:4: stats.window_minutes: `),
      expect.stringContaining("Providers: no provider was asked"),
    ]);
    expect(provider.visits).toEqual([]);
  });

  it("warns of a file that others may write", async ({ expect }) => {
    const { diagnose, config } = await withConfig("");
    await chmod(config, 0o666);

    const { code, complaints } = await diagnose();

    expect(code).toBe(1);
    expect(complaints).toEqual([
      [expect.stringContaining("can be written by others"), `chmod go-w ${config}`],
      ["Providers: no provider was asked, because the settings are wrong", "correct them first"],
    ]);
  });

  it("warns when others may read how keys are got", async ({ expect }) => {
    const { diagnose, config } = await withConfig(
      '[anthropic]\napi_key_command = ["echo", "sk-ant-secret"]\n',
    );
    await chmod(config, 0o644);

    const { code, out, complaints } = await diagnose({}, "--offline");

    expect(code).toBe(0);
    expect(complaints).toEqual([
      [expect.stringContaining("others may read how you get your keys"), `chmod 600 ${config}`],
    ]);
    expect(out).not.toContain("secret");
  });

  it("looks at the file of --config", async ({ expect }) => {
    const { diagnose, dir } = await setUpDoctor();
    await writeFile(join(dir, "other.toml"), "nonsense");

    const { complaints } = await diagnose({}, "--config", "other.toml");

    expect(complaints[0]).toEqual([
      expect.stringContaining(`Settings: ${join(dir, "other.toml")}:1`),
      "set it right: hexai config edit --config other.toml",
    ]);
  });

  it("sees that there is a directory in the place of the file", async ({ expect }) => {
    const { diagnose, config } = await setUpDoctor();
    await mkdir(config, { recursive: true });

    const { complaints } = await diagnose();

    expect(complaints[0]).toEqual([
      `Settings: ${config}: is a directory, must be a file`,
      `give it another name: mv ${config} ${config}.old`,
    ]);
  });

  it("says what to set when there is no home", async ({ expect }) => {
    const { diagnose } = await setUpDoctor();
    const nowhere = { HOME: "", XDG_CONFIG_HOME: "", XDG_CACHE_HOME: "", XDG_STATE_HOME: "" };

    const { code, complaints } = await diagnose(nowhere);

    expect(code).toBe(1);
    expect(complaints).toContainEqual([
      "Settings: there is no place for your settings",
      "set HOME or XDG_CONFIG_HOME",
    ]);
  });
});

describe("hexai doctor, on the way to a provider", () => {
  it("says where a provider is asked by an address of the shell", async ({ expect }) => {
    const { diagnose, provider } = await setUpDoctor();

    const { code, findings } = await diagnose({
      HEXAI_OPENAI_BASE_URL: "",
      OPENAI_BASE_URL: provider.origin,
    });

    expect(code).toBe(0);
    expect(textsIn(findings)).toContain(`openai is asked at ${provider.url} (OPENAI_BASE_URL)`);
    expect(textsIn(findings)).toContain("openai answers");
  });

  it("says why an address of the shell is not used", async ({ expect }) => {
    const { diagnose, provider } = await setUpDoctor();

    const { findings } = await diagnose(
      {
        HEXAI_OPENAI_BASE_URL: "",
        HEXAI_OPENAI_API_KEY: KEY,
        OPENAI_BASE_URL: provider.origin,
      },
      "--offline",
    );

    expect(textsIn(findings)).toContain(
      "OPENAI_BASE_URL is not used: it goes with OPENAI_API_KEY, and the key is from HEXAI_OPENAI_API_KEY",
    );
  });

  it.for(["me:SECRET@gateway/v1", "https://gateway?key=SECRET"])(
    "asks nobody at an address of the shell that is malformed, and does not show it: %s",
    async (address, { expect }) => {
      const { diagnose, hexai } = await setUpDoctor();
      const env = { HEXAI_OPENAI_BASE_URL: "", OPENAI_BASE_URL: address };

      const { code, out, complaints } = await diagnose(env);
      const shown = await hexai(["config", "show"], env);

      expect(code).toBe(1);
      expect(complaints).toEqual([
        [
          "Providers: no provider can be asked",
          expect.stringMatching(/^OPENAI_BASE_URL is not an /u),
        ],
      ]);
      expect(`${out}${shown.out}${shown.err}`).not.toContain("SECRET");
    },
  );

  it("names the proxy that is on the way, without its login", async ({ expect }) => {
    const { diagnose } = await setUpDoctor();

    const { out, findings } = await diagnose(
      {
        HEXAI_OPENAI_BASE_URL: "https://gateway.test/v1",
        https_proxy: "http://me:SECRET@proxy.test:3128",
      },
      "--offline",
    );

    expect(textsIn(findings)).toContain(
      "openai is asked at https://gateway.test/v1 through the proxy proxy.test:3128 in https_proxy",
    );
    expect(out).not.toContain("SECRET");
  });

  it("tells of no proxy where none is on the way", async ({ expect }) => {
    const { diagnose } = await setUpDoctor();

    const { out } = await diagnose({ HTTPS_PROXY: "http://127.0.0.1:9", HTTP_PROXY: "nonsense" });

    expect(out).not.toMatch(/proxy/iu);
  });

  it("says which certificates are trusted too", async ({ expect }) => {
    const { diagnose, dir } = await setUpDoctor();
    const file = join(dir, "ca.pem");
    await writeFile(file, "");

    const { findings } = await diagnose({ NODE_EXTRA_CA_CERTS: file }, "--offline");

    expect(textsIn(findings)).toContain(
      `the certificates in ${file} are trusted too (NODE_EXTRA_CA_CERTS)`,
    );
  });

  it("sees that /v1 is missing", async ({ expect }) => {
    const { diagnose } = await setUpDoctor();
    const { origin, url } = await hostWithOnlyV1();

    const { code, complaints } = await diagnose({ HEXAI_OPENAI_BASE_URL: origin });

    expect(code).toBe(1);
    expect(complaints).toEqual([
      [`Providers: openai is not at ${origin}, but at ${url}`, `set openai.base_url to ${url}`],
    ]);
  });

  it("does not call a host fine when nothing is at its address", async ({ expect }) => {
    const { diagnose } = await setUpDoctor();
    const { origin } = await hostWithOnlyV1();

    const { findings, complaints } = await diagnose({
      HEXAI_OPENAI_BASE_URL: `${origin}/elsewhere`,
    });

    expect(textsIn(findings)).not.toContain("openai answers");
    expect(complaints).toEqual([
      [
        "Providers: openai cannot be asked",
        expect.stringMatching(/was not found .*openai\.base_url$/u),
      ],
    ]);
  });

  it("asks an Ollama that has a section and is not chosen", async ({ expect }) => {
    const { diagnose } = await withConfig('[ollama]\nmodel = "m"\n');

    const { complaints } = await diagnose();

    expect(complaints).toEqual([
      ["Providers: ollama cannot be asked", expect.stringContaining("127.0.0.1:9")],
    ]);
  });
});

describe("hexai doctor, on keys and providers", () => {
  it("says how to begin when there is no key", async ({ expect }) => {
    const { diagnose } = await setUpDoctor();

    const { code, complaints } = await diagnose({ OPENAI_API_KEY: "" });

    expect(code).toBe(1);
    expect(complaints).toEqual([
      ["Providers: no provider can be asked", expect.stringContaining("export OPENAI_API_KEY=sk-")],
    ]);
  });

  it.for<{ what: string; reply: Parameters<typeof setUpDoctor>[0]; said: RegExp }>([
    {
      what: "refuses the key",
      reply: () => ({ type: "status", status: 401, body: { error: { message: `no ${KEY}` } } }),
      said: /OPENAI_API_KEY/u,
    },
    {
      what: "is in trouble",
      reply: () => ({ type: "status", status: 503, body: "" }),
      said: /503/u,
    },
    { what: "hangs up", reply: () => ({ type: "reset" }), said: /closed the connection/u },
    { what: "never answers", reply: () => ({ type: "hang" }), said: /look at the network/u },
    {
      what: "speaks no protocol",
      reply: () => ({ type: "status", status: 200, body: "<html>\u001b[2J" }),
      said: /./u,
    },
  ])("tells a provider that $what, and no key", async ({ reply, said }, { expect }) => {
    const { diagnose } = await setUpDoctor(reply);

    const { code, out, complaints } = await diagnose();

    expect(code).toBe(1);
    expect(complaints).toEqual([
      [expect.stringMatching(/^Providers: openai /u), expect.stringMatching(said)],
    ]);
    expect(out).not.toContain(KEY);
    expect(out).not.toContain("\u001b");
  });

  it("tells a provider that nobody listens for", async ({ expect }) => {
    const { diagnose } = await setUpDoctor();

    const { code, complaints } = await diagnose({ HEXAI_OPENAI_BASE_URL: "http://127.0.0.1:9/v1" });

    expect(code).toBe(1);
    expect(complaints).toEqual([
      ["Providers: openai cannot be asked", expect.stringContaining("127.0.0.1:9 (ECONNREFUSED)")],
    ]);
  });

  it("asks nobody with --offline", async ({ expect }) => {
    const { diagnose, provider } = await setUpDoctor();

    const { code, findings } = await diagnose({}, "--offline");

    expect(code).toBe(0);
    expect(findings).toContainEqual(
      expect.objectContaining({ mark: "ok", text: "no provider was asked (--offline)" }),
    );
    expect([...provider.visits, ...provider.requests]).toEqual([]);
  });

  it("sees that a model is not offered", async ({ expect }) => {
    const { diagnose } = await setUpDoctor();

    const { code, complaints } = await diagnose({ HEXAI_OPENAI_MODEL: "gpt-5000" });

    expect(code).toBe(0);
    expect(complaints).toEqual([
      [
        "Providers: openai does not list gpt-5000",
        "see what it lists: hexai models --refresh openai",
      ],
    ]);
  });

  it("finds an Ollama that has no such model", async ({ expect }) => {
    const { diagnose } = await setUpDoctor();
    const ollama = await startProvider({
      pages: {
        "GET /api/version": () => ({ type: "status", status: 200, body: { version: "1" } }),
        "GET /api/tags": () => ({ type: "status", status: 200, body: { models: [] } }),
      },
    });
    onTestFinished(() => ollama.stop());

    const { code, findings, complaints } = await diagnose({
      OPENAI_API_KEY: "",
      HEXAI_OLLAMA_BASE_URL: ollama.origin,
    });

    expect(code).toBe(1);
    expect(findings.map(({ text }) => text)).toContain(
      "asked everywhere: ollama:qwen2.5-coder:latest",
    );
    expect(complaints).toEqual([
      [
        "Providers: ollama does not have qwen2.5-coder:latest",
        "fetch it: ollama pull qwen2.5-coder:latest",
      ],
    ]);
  });

  it("says of every place who is asked there, and what is missing for it", async ({ expect }) => {
    const { diagnose, provider } = await withConfig(
      `[[models.cli]]\nprovider = "lab"\n[[models.cli]]\nmodel = "o3"\n[[models.chat]]\nprovider = "anthropic"\n` +
        `[compatible.lab]\nbase_url = "http://127.0.0.1:9"\nmodel = "house:small"\n`,
    );

    const { code, findings, complaints } = await diagnose({
      HEXAI_COMPATIBLE_LAB_BASE_URL: provider.url,
      HEXAI_PROVIDER: "openai",
    });

    expect(code).toBe(1);
    expect(findings.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        "asked in the terminal: lab:house:small, openai:o3",
        "asked everywhere else: openai:gpt-4.1",
        "openai answers",
      ]),
    );
    expect(complaints).toContainEqual([
      "Providers: anthropic cannot be asked in the editor's chat",
      expect.stringContaining("ANTHROPIC_API_KEY"),
    ]);
  });

  it("runs a program that prints a key only once, and never says what it printed", async ({
    expect,
  }) => {
    const { diagnose, dir, provider, config } = await withConfig("");
    await writeFile(
      join(dir, "bin/keys"),
      `#!/bin/sh\necho asked >> "$HOME/asked"\necho sk-from-program\n`,
      { mode: 0o755 },
    );
    await writeFile(config, '[openai]\napi_key_command = ["keys"]\n');
    await chmod(config, 0o600);

    const { code, out } = await diagnose({ OPENAI_API_KEY: "" });

    expect(code).toBe(0);
    expect(provider.visits[0]?.headers.authorization).toBe("Bearer sk-from-program");
    expect(out).not.toContain("sk-from-program");
    expect((await run("cat", [join(dir, "asked")])).stdout).toBe("asked\n");
  });

  it("says which program gave no key", async ({ expect }) => {
    const { diagnose, config } = await withConfig('[openai]\napi_key_command = ["false"]\n');
    await chmod(config, 0o600);

    const { code, complaints } = await diagnose({ OPENAI_API_KEY: "" });

    expect(code).toBe(1);
    expect(complaints).toEqual([
      [
        "Providers: no provider can be asked",
        expect.stringContaining("openai.api_key_command gave no key: it ended with exit code 1"),
      ],
    ]);
  });
});

describe("hexai doctor, on statistics", () => {
  it("says what was counted", async ({ expect }) => {
    const { diagnose, cache } = await withStatistics(
      JSON.stringify({
        version: 1,
        events: [
          { ts: new Date().toISOString(), provider: "p", model: "m", sent: 1, recv: 2 },
          { ts: "yesterday" },
        ],
      }),
    );

    const { code, findings, complaints } = await diagnose();

    expect({ code, complaints }).toEqual({ code: 0, complaints: [] });
    expect(findings.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(
        new RegExp(
          `^${cache}/stats.json: 1 request in 1h, \\d+B, version 1, 1 entry without sense`,
          "u",
        ),
      ),
    );
  });

  it.for([
    { what: "that are damaged", text: '{"version":1,"events":[{"ts"' },
    { what: "of another version", text: '{"version":2,"events":[]}' },
  ])("tells statistics $what", async ({ text }, { expect }) => {
    const { diagnose, cache } = await withStatistics(text);

    const { code, complaints } = await diagnose();

    expect(code).toBe(0);
    expect(complaints).toEqual([
      [
        `Statistics: ${cache}/stats.json is not of this version, or damaged`,
        expect.stringContaining("stats.json.bak"),
      ],
    ]);
  });

  it("sees what others may look at", async ({ expect }) => {
    const { diagnose, cache } = await withStatistics('{"version":1,"events":[]}');
    await chmod(cache, 0o755);
    await chmod(join(cache, "stats.json"), 0o644);

    const { code, complaints } = await diagnose();

    expect(code).toBe(0);
    expect(complaints).toEqual([
      [expect.stringContaining(`others may look at ${cache} (0755)`), `chmod 700 ${cache}`],
      [expect.stringContaining("stats.json (0644)"), `chmod 600 ${cache}/stats.json`],
    ]);
  });

  it.for([
    { mode: 0o777, shown: "0777" },
    { mode: 0o1777, shown: "1777" },
    { mode: 0o770, shown: "0770" },
  ])("says what it means that others can write ($shown)", async ({ mode, shown }, { expect }) => {
    const { diagnose, cache } = await withStatistics('{"version":1,"events":[]}');
    await chmod(cache, mode);

    const { code, complaints } = await diagnose();

    expect(code).toBe(1);
    expect(complaints).toEqual([
      [
        `Statistics: others can write in ${cache} (${shown}), so nothing is counted or cached`,
        `chmod go-w ${cache}, and look at what is in it`,
      ],
    ]);
  });

  // Only root can give a directory away.
  it.runIf(process.getuid?.() === 0)(
    "says that nothing is kept in the home of another user",
    async ({ expect }) => {
      const { diagnose, cache } = await setUpDoctor();
      await mkdir(join(cache, ".."), { recursive: true });
      await chown(join(cache, ".."), 54_321, 54_321);

      const { code, complaints } = await diagnose();

      expect(code).toBe(1);
      expect(complaints).toContainEqual([
        `Statistics: ${cache} is no directory of your own, so nothing is counted or cached`,
        "set XDG_CACHE_HOME to a directory of your own",
      ]);
    },
  );

  it.for([
    { what: "a pipe", make: (path: string) => run("mkfifo", [path]) },
    { what: "a directory", make: (path: string) => mkdir(path) },
    { what: "a device without end", make: (path: string) => symlink("/dev/zero", path) },
  ])("is not held up by $what", async ({ make }, { expect }) => {
    const { diagnose, cache } = await withStatistics();
    await make(join(cache, "stats.json"));

    const { code, complaints } = await diagnose();

    expect(code).toBe(1);
    expect(complaints).toEqual([
      [
        `Statistics: ${cache}/stats.json is no file`,
        `give it another name: mv ${cache}/stats.json ${cache}/stats.json.old`,
      ],
    ]);
  });

  it("says that nothing can be written", async ({ expect }) => {
    const { diagnose, cache } = await setUpDoctor();
    await writeFile(cache, "");

    const { code, complaints } = await diagnose();

    expect(code).toBe(1);
    expect(complaints).toEqual([
      [
        `Statistics: nothing can be written in ${cache} (ENOTDIR), so nothing is counted`,
        "there is a file where a directory must be; give it another name",
      ],
    ]);
  });

  it("tells a lock that stops everything from one that only looks so", async ({ expect }) => {
    const { diagnose, cache } = await withStatistics();
    const lock = join(cache, "stats.lock");
    await mkdir(lock);
    await utimes(lock, 0, 0);

    const { complaints, findings } = await diagnose();
    await mkdir(join(lock, "inside"));
    const blocked = await diagnose();

    expect(complaints).toEqual([]);
    expect(findings.map(({ text }) => text)).toContainEqual(
      `${lock} is left of a process that ended; the next request takes it over`,
    );
    expect(blocked.code).toBe(1);
    expect(blocked.complaints).toEqual([
      [
        `Statistics: ${lock} is not empty, so no request can be counted`,
        `remove it: rm -r ${lock}`,
      ],
    ]);
  });
});

describe("hexai doctor, on leftovers", () => {
  it("finds what killed processes left, and no more", async ({ expect }) => {
    const { diagnose, cache, dir } = await withStatistics();
    const old = join(dir, "tmp/hexai-prompt-old");
    const young = join(dir, "tmp/hexai-prompt-young");
    const half = join(cache, "answers/half.tmp");
    await Promise.all([mkdir(old), mkdir(young), mkdir(join(cache, "answers"))]);
    await writeFile(half, "");
    await utimes(half, 0, 0);
    await utimes(old, 0, 0);
    const [alive, dead] = [await popup(dir, "alive"), await popup(dir, "dead")];
    dead.process.kill("SIGKILL");
    await once(dead.process, "exit");

    const { code, complaints } = await diagnose();

    expect(code).toBe(0);
    expect(complaints).toEqual([
      ["Leftovers: killed processes left 1 file half-written in the cache", `rm -r ${half}`],
      [
        `Leftovers: a prompt that was never sent, in ${old}`,
        `read it if you miss it, then: rm -r ${old}`,
      ],
      [
        "Leftovers: killed processes left 1 directory of popups that have ended",
        `rm -r ${dead.path}`,
      ],
    ]);
    expect(alive.process.exitCode).toBeNull();
  });
});

async function withConfig(text: string) {
  const all = await setUpDoctor();
  await mkdir(join(all.config, ".."), { mode: 0o700 });
  await writeFile(all.config, text, { mode: 0o600 });
  return all;
}

async function withStatistics(text?: string) {
  const all = await setUpDoctor();
  await mkdir(all.cache, { mode: 0o700 });
  if (text !== undefined) {
    await writeFile(join(all.cache, "stats.json"), text, { mode: 0o600 });
  }
  return all;
}

/** A popup's directory, and a process that listens in it. */
async function popup(home: string, name: string) {
  const path = join(home, `tmp/hexai-popup-${name}`);
  await mkdir(path, { mode: 0o700 });
  const script = `require("net").createServer().listen(${JSON.stringify(join(path, "socket"))}, () => console.log())`;
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "ignore"] });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  await once(child.stdout, "data");
  return { path, process: child };
}

function missing(): ProviderReply {
  return { type: "status", status: 404, body: "404 page not found" };
}

/** A provider with nothing outside of `/v1`. */
async function hostWithOnlyV1() {
  const list = { data: [{ id: "gpt-4.1" }] };
  const provider = await startProvider({
    pages: {
      "GET /v1/models": () => ({ type: "status", status: 200, body: list }),
      "POST /chat/completions": missing,
      "POST /elsewhere/chat/completions": missing,
    },
  });
  onTestFinished(() => provider.stop());
  return provider;
}

function textsIn(findings: readonly { readonly text: string }[]): readonly string[] {
  return findings.map(({ text }) => text);
}
