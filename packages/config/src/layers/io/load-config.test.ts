import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { describe, onTestFinished } from "vitest";

import { formatConfigIssue } from "../../describe/config-issue.ts";
import { it } from "../../testing/temporary-directory.ts";
import { defaultConfig } from "../build-config.ts";
import type { LoadedConfig } from "../merge-entries.ts";
import { loadConfig } from "./load-config.ts";

describe("loadConfig", () => {
  it("gives the defaults when there is nothing at all", async ({ directory, expect }) => {
    await expect(loadConfig({ env: {}, cwd: directory })).resolves.toEqual({
      ok: true,
      config: defaultConfig(),
      origins: new Map(),
    });
  });

  it("says what was left out of a project's file, also where the shell has an address", async ({
    directory,
    expect,
  }) => {
    await write(
      directory,
      "repo/.hexaiconfig.toml",
      '[[models.cli]]\nmodel = "a"\n[[models.cli]]\nmodel = "b"\n',
    );
    await mkdir(join(directory, "repo/.git"));

    const loaded = await loadConfig({
      env: { OPENAI_BASE_URL: "http://127.0.0.1:1/v1" },
      cwd: join(directory, "repo"),
    });

    expect(loaded).toMatchObject({ ok: true, config: { models: { cli: [{ model: "a" }] } } });
    expect(loaded.ok && loaded.leftOut?.map(formatConfigIssue)).toEqual([
      expect.stringMatching(/models\.cli: has 2 models, only the first is used$/u),
    ]);
  });

  it("puts user, project, environment and flags on top of each other", async ({
    directory,
    expect,
  }) => {
    const user = await write(
      directory,
      "home/.config/hexai/config.toml",
      '[openai]\nmodel = "user"\ntemperature = 1\nbase_url = "http://user"\n[stats]\nenabled = false',
    );
    const project = await write(
      directory,
      "repo/.hexaiconfig.toml",
      '[openai]\nmodel = "project"\ntemperature = 0\n[general]\nmax_tokens = 5',
    );
    await mkdir(join(directory, "repo/.git"));
    await mkdir(join(directory, "repo/a/b"), { recursive: true });

    const loaded = await loadConfig({
      env: { HOME: join(directory, "home"), HEXAI_OPENAI_MODEL: "variable", HEXAI_MAX_TOKENS: "6" },
      cwd: join(directory, "repo/a/b"),
      overrides: { openai: { model: "flag" } },
    });

    expect(loaded).toEqual({
      ok: true,
      config: {
        ...defaultConfig(),
        general: {
          ...defaultConfig().general,
          max_tokens: 6,
          limit_sources: { max_tokens: "HEXAI_MAX_TOKENS" },
        },
        openai: { model: "flag", base_url: "http://user", temperature: 0 },
        stats: { window_minutes: 60, enabled: false, show: ["requests"] },
      },
      origins: new Map([
        ["openai.model", { type: "override" }],
        ["openai.temperature", { type: "file", file: project, line: 3, isProject: true }],
        ["openai.base_url", { type: "file", file: user, line: 4 }],
        ["stats.enabled", { type: "file", file: user, line: 6 }],
        ["general.max_tokens", { type: "environment", variable: "HEXAI_MAX_TOKENS" }],
      ]),
    });
  });

  it("reads the chosen file instead of the user's", async ({ directory, expect }) => {
    await write(directory, "xdg/hexai/config.toml", "[general]\nmax_tokens = 1");
    await write(directory, "mine.toml", "[stats]\nwindow_minutes = 2");

    const loaded = await loadConfig({
      env: { XDG_CONFIG_HOME: join(directory, "xdg") },
      cwd: directory,
      file: "mine.toml",
    });

    expect(loaded).toMatchObject({
      ok: true,
      config: { general: { max_tokens: 4000 }, stats: { window_minutes: 2 } },
    });
  });

  it("does not go on without the chosen file", async ({ directory, expect }) => {
    const loaded = await loadConfig({ env: {}, cwd: directory, file: "mine.toml" });

    expect(shapeLines(loaded)).toEqual([`${directory}/mine.toml: does not exist`]);
  });

  it("reads no project's file outside of a repository", async ({ directory, expect }) => {
    await write(directory, ".hexaiconfig.toml", "nonsense");

    await expect(loadConfig({ env: {}, cwd: directory })).resolves.toMatchObject({ ok: true });
  });

  it("tells what is wrong in all layers at once", async ({ directory, expect }) => {
    await write(directory, "xdg/hexai/config.toml", "[general]\n\nmax_tokens = 0\n[logging");
    await write(directory, ".hexaiconfig.toml", '[openai]\nbase_url = "http://evil"\nmodle = "m"');
    await mkdir(join(directory, ".git"));

    const loaded = await loadConfig({
      env: { XDG_CONFIG_HOME: join(directory, "xdg"), HEXAI_STATS_ENABLED: "maybe" },
      cwd: directory,
      overrides: { openai: { temperature: 3 } },
    });

    expect(shapeLines(loaded)).toEqual([
      `${directory}/xdg/hexai/config.toml:4: is not TOML, column 9: unterminated table-key`,
      `${directory}/.hexaiconfig.toml:2: openai.base_url: may not be set by a project, must be set in ${directory}/xdg/hexai/config.toml`,
      `${directory}/.hexaiconfig.toml:3: openai.modle: is not known, did you mean openai.model?`,
      'HEXAI_STATS_ENABLED: is "maybe", must be true or false',
      'openai.temperature: is 3, must be a number from 0 to 2, or "default"',
    ]);
  });

  it("tells that a file is a directory", async ({ directory, expect }) => {
    await mkdir(join(directory, "xdg/hexai/config.toml"), { recursive: true });
    await mkdir(join(directory, ".hexaiconfig.toml"));
    await mkdir(join(directory, ".git"));

    const loaded = await loadConfig({
      env: { XDG_CONFIG_HOME: join(directory, "xdg") },
      cwd: directory,
    });

    expect(shapeLines(loaded)).toEqual([
      `${directory}/xdg/hexai/config.toml: is a directory, must be a file`,
      `${directory}/.hexaiconfig.toml: is a directory, must be a file`,
    ]);
  });

  it("puts the editor's settings above the environment, and flags above those", async ({
    directory,
    expect,
  }) => {
    const loaded = await loadConfig({
      env: {
        HEXAI_MAX_TOKENS: "1",
        HEXAI_MAX_CONTEXT_TOKENS: "2",
        HEXAI_CONTEXT_WINDOW_LINES: "1",
      },
      cwd: directory,
      editor: { general: { max_context_tokens: 1, context_window_lines: 2 } },
      overrides: { general: { context_window_lines: 3 } },
    });

    expect(loaded).toMatchObject({
      ok: true,
      config: { general: { max_tokens: 1, max_context_tokens: 1, context_window_lines: 3 } },
    });
    expect(loaded.ok && loaded.origins.get("general.max_context_tokens")).toEqual({
      type: "editor",
    });
  });

  it("lets a project and the editor only add to what stays at home", async ({
    directory,
    expect,
  }) => {
    await write(directory, "xdg/hexai/config.toml", '[ignore]\nextra_patterns = ["*.sql"]');
    await write(directory, ".hexaiconfig.toml", '[ignore]\nextra_patterns = ["data/"]');
    await mkdir(join(directory, ".git"));

    const loaded = await loadConfig({
      env: { XDG_CONFIG_HOME: join(directory, "xdg") },
      cwd: directory,
      editor: { ignore: { extra_patterns: ["notes/"] } },
    });

    expect(loaded).toMatchObject({
      ok: true,
      config: { ignore: { extra_patterns: ["*.sql", "data/", "notes/"] } },
    });
  });

  it.for([
    {
      said: "gitignore = false",
      issue: "ignore.gitignore: is false, can only be switched off by the user, must be true",
    },
    {
      said: 'extra_patterns = ["!*.sql"]',
      issue:
        'ignore.extra_patterns: has "!*.sql" as its item 1, must be a list of patterns none of which begins with "!", as in ["*.sql", "secret/"]',
    },
  ])("has no project send more: $said", async ({ said, issue }, { expect }) => {
    const directory = await mkdtemp(join(await realpath(tmpdir()), "config-"));
    onTestFinished(() => rm(directory, { recursive: true }));
    await write(directory, ".hexaiconfig.toml", `[ignore]\n${said}`);
    await mkdir(join(directory, ".git"));

    const loaded = await loadConfig({ env: {}, cwd: directory });

    expect(shapeLines(loaded)).toEqual([`${directory}/.hexaiconfig.toml:2: ${issue}`]);
  });

  it("tells a project without a user where its refused keys belong", async ({
    directory,
    expect,
  }) => {
    await write(directory, ".hexaiconfig.toml", "[stats]\nenabled = false");
    await mkdir(join(directory, ".git"));

    expect(shapeLines(await loadConfig({ env: {}, cwd: directory }))).toEqual([
      `${directory}/.hexaiconfig.toml:2: stats.enabled: may not be set by a project, must be set in your own config.toml`,
    ]);
  });
});

async function write(directory: string, name: string, text: string): Promise<string> {
  const path = join(directory, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}

function shapeLines(loaded: LoadedConfig): readonly string[] {
  return loaded.ok ? [] : loaded.issues.map(formatConfigIssue);
}
