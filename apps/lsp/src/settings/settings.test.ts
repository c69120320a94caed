import { type Config, type ConfigIssue, defaultConfig, type LoadedConfig } from "@hexai/config";
import { describe, it } from "vitest";

import { fakeLog } from "../testing/fake-log.ts";
import { createSettings } from "./settings.ts";

const GOOD = configured(7);
const BETTER = configured(8);

describe("createSettings", () => {
  it("has the defaults until settings are read", async ({ expect }) => {
    const { settings, disk } = given(GOOD);

    expect(settings.config()).toEqual(defaultConfig());
    await settings.setEditor(undefined);

    expect(settings.config()).toBe(GOOD);
    expect(disk.used).toEqual([GOOD]);
  });

  it("reads nothing again when the client repeats itself", async ({ expect }) => {
    const { settings, disk } = given(GOOD);

    await settings.setEditor({ general: { max_tokens: 1 } });
    await settings.setEditor({ general: { max_tokens: 1 } });

    expect(disk.reads).toEqual([{ general: { max_tokens: 1 } }]);
  });

  it("keeps the same object when the same is read again", async ({ expect }) => {
    const { settings, disk } = given(GOOD);
    await settings.setEditor(undefined);
    disk.says = { ok: true, config: configured(7), origins: new Map() };

    await settings.reload();

    expect(settings.config()).toBe(GOOD);
    expect(disk.used).toHaveLength(1);
  });

  it("reads again when a file has changed, and else not", async ({ expect }) => {
    const { settings, disk } = given(GOOD);
    await settings.setEditor(undefined);
    await settings.reloadIfChanged();
    disk.says = { ok: true, config: BETTER, origins: new Map() };
    disk.fingerprint = "changed";

    await settings.reloadIfChanged();

    expect(settings.config()).toBe(BETTER);
    expect(disk.reads).toHaveLength(2);
  });

  it("keeps the last good settings, and tells a mistake once", async ({ expect }) => {
    const { settings, disk, reports } = given(GOOD);
    await settings.setEditor(undefined);
    disk.says = wrong("file");

    await settings.setEditor({ a: 1 });
    await settings.setEditor({ a: 2 });

    expect(settings.config()).toBe(GOOD);
    expect(reports).toEqual([{ lines: ["/c.toml: k: is wrong"], hadSettings: true }]);
  });

  it("tells it again when the user wants to know, or when it comes back", async ({ expect }) => {
    const { settings, disk, reports } = given(GOOD);
    disk.says = wrong("file");
    await settings.setEditor(undefined);

    await expect(settings.reload()).resolves.toBe(false);
    disk.says = { ok: true, config: GOOD, origins: new Map() };
    await expect(settings.reload()).resolves.toBe(true);
    disk.says = wrong("file");
    await settings.setEditor({ a: 1 });

    expect(reports.map(({ hadSettings }) => hadSettings)).toEqual([false, false, true]);
  });

  it("begins with the user's file when only the editor is wrong", async ({ expect }) => {
    const { settings, disk, reports } = given(GOOD);
    disk.withEditor = wrong("editor");

    await settings.setEditor({ k: 1 });

    expect(settings.config()).toBe(GOOD);
    expect(reports).toHaveLength(1);
  });

  it("never lets an older reading win", async ({ expect }) => {
    const { settings, disk } = given(GOOD);
    disk.delayMs = 20;
    const first = settings.setEditor({ a: 1 });
    await Promise.resolve();
    disk.delayMs = 0;
    disk.withEditor = { ok: true, config: BETTER, origins: new Map() };

    await Promise.all([settings.setEditor({ a: 2 }), first]);

    expect(settings.config()).toBe(BETTER);
  });
});

interface Disk {
  says: LoadedConfig;
  /** When the editor says something. */
  withEditor?: LoadedConfig;
  fingerprint: string;
  /** Of the next reading. */
  delayMs: number;
  readonly reads: unknown[];
  readonly used: Config[];
}

function given(config: Config) {
  const disk: Disk = {
    says: { ok: true, config, origins: new Map() },
    fingerprint: "",
    delayMs: 0,
    reads: [],
    used: [],
  };
  const reports: { lines: readonly string[]; hadSettings: boolean }[] = [];
  const settings = createSettings({
    source: {
      open: () => undefined,
      files: () => [],
      fingerprint: () => disk.fingerprint,
      apply: (used) => disk.used.push(used),
      async read(editor) {
        disk.reads.push(editor);
        const said = editor === undefined ? disk.says : (disk.withEditor ?? disk.says);
        await new Promise((resolve) => setTimeout(resolve, disk.delayMs));
        return said;
      },
    },
    onErrors: (lines, hadSettings) => reports.push({ lines, hadSettings }),
    log: fakeLog(),
  });
  return { settings, disk, reports };
}

function configured(maxTokens: number): Config {
  const config = defaultConfig();
  return { ...config, general: { ...config.general, max_tokens: maxTokens } };
}

function wrong(type: "file" | "editor"): LoadedConfig {
  const origin: ConfigIssue["origin"] = type === "file" ? { type, file: "/c.toml" } : { type };
  return { ok: false, issues: [{ origin, key: "k", message: "is wrong" }] };
}
