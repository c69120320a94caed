import { chmod, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, it, vi } from "vitest";

import { PATIENCE } from "../testing/start-shell.ts";
import { setUpCli } from "./cli-fixture.ts";

describe("hexai config path", () => {
  it("names the user's file before it is there, and the project's when it is", async ({
    expect,
  }) => {
    const { hexai, home, file } = await withConfig();

    await expect(hexai(["config", "path"])).resolves.toEqual({
      code: 0,
      out: `${file}\n`,
      err: "",
    });
    await mkdir(join(home.dir, ".git"));
    await writeFile(join(home.dir, ".hexaiconfig.toml"), "");
    await expect(hexai(["config", "path"])).resolves.toMatchObject({
      out: `${file}\n${join(home.dir, ".hexaiconfig.toml")}\n`,
    });
  });

  it("says what to do when there is no home", async ({ expect }) => {
    const { hexai } = await setUpCli();

    const result = await hexai(["config", "path"], { env: { HOME: "", XDG_CONFIG_HOME: "" } });

    expect(result).toMatchObject({ code: 1, out: "" });
    expect(result.err).toMatch(/^hexai: .*set HOME or XDG_CONFIG_HOME.*\n$/u);
  });
});

describe("hexai config show", () => {
  it("says of every value where it comes from", async ({ expect }) => {
    const { hexai, file, provider } = await withConfig(
      '[openai]\nmodel = "gpt-4o"\n[[models.cli]]\nmodel = "o3"\n',
    );

    const { code, out, err } = await hexai(["config", "show"], { env: { HEXAI_MAX_TOKENS: "7" } });

    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^general\.max_tokens = 7 +# HEXAI_MAX_TOKENS$/mu);
    expect(lineOf(out, "openai.model")).toMatch(
      new RegExp(`^openai.model = "gpt-4o" +# ${file}:2$`, "u"),
    );
    expect(lineOf(out, "models.cli[0].model")).toContain(`# ${file}:4`);
    expect(lineOf(out, "openai.base_url")).toContain(provider.url);
    expect(lineOf(out, "stats.window_minutes")).toMatch(/ = 60 +# default$/u);
    expect(lineOf(out, "openai.temperature")).toMatch(/ is not set +# default$/u);
  });

  it("shows where keys come from, and no key", async ({ expect }) => {
    const { hexai } = await withConfig(
      '[anthropic]\napi_key_command = ["echo", "sk-ant-secret"]\n',
    );

    const { out } = await hexai(["config", "show"]);

    expect(out).toMatch(/^key of openai = \*\*\* +# OPENAI_API_KEY$/mu);
    expect(out).toMatch(/^key of anthropic = \*\*\* +# anthropic\.api_key_command$/mu);
    expect(out).not.toMatch(/sk-0123456789|secret/u);
  });
});

describe("hexai config check", () => {
  it("says that all is well", async ({ expect }) => {
    const { hexai } = await withConfig('[openai]\nmodel = "gpt-4o"\n');

    await expect(hexai(["config", "check"])).resolves.toEqual({
      code: 0,
      out: "The configuration is ok.\n",
      err: "",
    });
  });

  it("lists all mistakes, each with its place", async ({ expect }) => {
    const { hexai, file } = await withConfig("[openai]\nmodle = 'x'\n[stats]\nenabled = 3\n");

    const { code, out } = await hexai(["config", "check"], { env: { HEXAI_MAX_TOKENS: "many" } });

    expect(code).toBe(1);
    expect(out.trimEnd().split("\n")).toEqual([
      expect.stringMatching(new RegExp(`^${file}:2: openai\\.modle: .*openai\\.model`, "u")),
      expect.stringMatching(new RegExp(`^${file}:4: stats\\.enabled: `, "u")),
      expect.stringMatching(/^HEXAI_MAX_TOKENS: /u),
    ]);
  });

  it("asks the providers for one token with --online, and counts the answers", async ({
    expect,
  }) => {
    const { hexai, provider, usage } = await withConfig("");

    const result = await hexai(["config", "check", "--online"]);

    expect(result).toEqual({
      code: 0,
      out: "openai:gpt-4.1 answers\nThe configuration is ok.\n",
      err: "",
    });
    expect(provider.requests.map(({ body }) => body)).toEqual([
      expect.objectContaining({ model: "gpt-4.1", max_tokens: 1 }),
    ]);
    expect((await usage()).global.reqs).toBe(1);
  });

  it("fails with the provider's words when one does not answer", async ({ expect }) => {
    const { hexai, provider } = await setUpCli({
      type: "status",
      status: 401,
      body: { error: { message: "who are you" } },
    });

    const { code, out } = await hexai(["config", "check", "--online"]);

    expect(code).toBe(1);
    expect(out).toMatch(
      /^openai \(gpt-4\.1\) refused .*who are you.*\nThe configuration has no mistakes, but .*\n$/u,
    );
    expect(provider.requests).toHaveLength(1);
  });

  it("says at which address nobody listens, in the words of a question", async ({ expect }) => {
    const { hexai } = await setUpCli();
    const env = { HEXAI_OPENAI_BASE_URL: "http://127.0.0.1:9/v1" };

    const { out } = await hexai(["config", "check", "--online"], { env });

    const { err } = await hexai(["x"], { env });
    expect(err).toContain("cannot be reached at 127.0.0.1:9 (ECONNREFUSED)");
    expect(`hexai: ${out}`.startsWith(err)).toBe(true);
  });
});

describe("hexai config edit", () => {
  it("begins with every key explained, for nobody else to read, and checks what was saved", async ({
    expect,
  }) => {
    const { pane, home, file } = await withConfig();
    const session = await pane();
    await editor(
      home.dir,
      'cp "$1" "$HOME/before"; echo "[openai]" > "$1"; echo "modle = 1" >> "$1"',
    );

    await session.type('HEXAI_EDITOR="$HOME/editor" "$BIN" config edit; echo "code $?"');

    await vi.waitFor(async () => expect(await session.screen()).toContain("code 1\n"), PATIENCE);
    expect((await session.screen()).replaceAll("\n", "")).toContain("config.toml:2: openai.modle");
    expect(await readFile(join(home.dir, "before"), "utf8")).toBe(
      await readFile(join(import.meta.dirname, "../../../config.toml.example"), "utf8"),
    );
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(file, ".."))).mode & 0o777).toBe(0o700);
  });

  it("opens the file that is there", async ({ expect }) => {
    const { pane, home, file } = await withConfig("# mine\n");
    const session = await pane();
    await editor(home.dir, 'echo "# edited" >> "$1"');

    await session.type('HEXAI_EDITOR="$HOME/editor" "$BIN" config edit; echo "code $?"');

    await vi.waitFor(
      async () => expect(await session.screen()).toContain("The configuration is ok.\ncode 0\n"),
      PATIENCE,
    );
    expect(await readFile(file, "utf8")).toBe("# mine\n# edited\n");
  });

  it("needs a terminal", async ({ expect }) => {
    const { hexai } = await setUpCli();

    await expect(hexai(["config", "edit"], { env: { EDITOR: "true" } })).resolves.toEqual({
      code: 2,
      out: "",
      err: "hexai: hexai config edit needs a terminal; hexai config path names the file\n",
    });
  });

  it("says what to set when there is no editor", async ({ expect }) => {
    const { pane, file } = await withConfig();
    const session = await pane();

    await session.type(
      'env -u HEXAI_EDITOR -u VISUAL -u EDITOR "$BIN" config edit; echo "code $?"',
    );

    await vi.waitFor(
      async () =>
        expect(await session.screen()).toContain(
          "hexai: there is no editor: set HEXAI_EDITOR, as in: export HEXAI_EDITOR=vi\ncode 1\n",
        ),
      PATIENCE,
    );
    await expect(stat(file)).rejects.toMatchObject({ code: "ENOENT" });
  });
});

/** A home with this text as the user's config.toml; without a text it has none. */
async function withConfig(text?: string) {
  const all = await setUpCli({ type: "answer", deltas: ["ok"] });
  const file = join(all.home.dir, ".config/hexai/config.toml");
  if (text !== undefined) {
    await mkdir(join(file, ".."), { recursive: true });
    await writeFile(file, text);
  }
  return { ...all, file };
}

/** A program that edits the file which it is called with. */
async function editor(dir: string, script: string): Promise<void> {
  await writeFile(join(dir, "editor"), `#!/bin/sh\n${script}\n`);
  await chmod(join(dir, "editor"), 0o755);
}

function lineOf(text: string, key: string): string {
  return text.split("\n").find((line) => line.startsWith(`${key} `)) ?? "";
}
