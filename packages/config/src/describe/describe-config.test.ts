import { describe, it } from "vitest";

import { defaultConfig } from "../layers/build-config.ts";
import { type Entry } from "../layers/entry.ts";
import { environmentEntries } from "../layers/environment-entries.ts";
import { fileEntries } from "../layers/file-entries.ts";
import { flagEntries } from "../layers/flag-entries.ts";
import { mergeEntries } from "../layers/merge-entries.ts";
import { withShellAddresses } from "../layers/shell-addresses.ts";
import { SETTINGS } from "../schema/schema.ts";
import { formatConfigOrigin } from "./config-issue.ts";
import { type ConfigLine, describeConfig } from "./describe-config.ts";

describe("describeConfig", () => {
  it("has a line for every key, though nothing is configured", ({ expect }) => {
    const lines = describeConfig({ config: defaultConfig(), origins: new Map() });

    const keys = lines.map(({ key }) => key);
    expect(keys).toEqual(expect.arrayContaining(SETTINGS.map(({ key }) => key)));
    expect(keys).toEqual(expect.arrayContaining(["models.cli", "tmux_action.menu"]));
    expect(lines.filter(({ origin }) => origin !== undefined)).toEqual([]);
    expect(lines.find(({ key }) => key === "openai.model")).toEqual({
      key: "openai.model",
      value: "gpt-4.1",
      text: '"gpt-4.1"',
    });
    expect(lines.find(({ key }) => key === "openai.temperature")).toEqual({
      key: "openai.temperature",
      text: "",
    });
  });

  it("says what each value is and where it comes from", ({ expect }) => {
    const lines = shapeLines([
      ...fileEntries({
        path: "/c",
        text: "[openai]\nmodel = 'a'\ntemperature = 1\n[[models.cli]]\nprovider = 'lab'\n[compatible.lab]\nbase_url = 'http://h'\nmodel = 'm'",
      }),
      ...fileEntries({ path: "/p", text: "ignore.extra_patterns = ['a', 'b']", userFile: "/c" }),
      ...environmentEntries({ HEXAI_STATS_ENABLED: "no" }),
      ...flagEntries({ openai: { temperature: "default" } }),
    ]);

    expect(lines).toEqual([
      'openai.model = "a" # /c:2',
      "openai.temperature =  # a flag",
      'compatible.lab.base_url = "http://h" # /c:7',
      'compatible.lab.model = "m" # /c:8',
      'models.cli[0].provider = "lab" # /c:5',
      'ignore.extra_patterns = ["a", "b"] # /p:1',
      "stats.enabled = false # HEXAI_STATS_ENABLED",
    ]);
  });

  it("shows no secret, in no form", ({ expect }) => {
    const merged = mergeEntries(
      fileEntries({
        path: "/c",
        text: `openai.api_key_command = ["echo", "sk-1"]
          [compatible.lab]
          base_url = "http://h"
          model = "m"
          api_key_env = "SK_1"
          api_key_command = ["echo", "sk-1"]
          headers = { X-Team = "sk-1", api-key = { env = "SK_1" } }
          query = { sig = "sk-1" }`,
      }),
    );

    const lines = merged.ok ? describeConfig(merged) : [];
    expect(
      lines.filter(({ text }) => text === "***").map(({ key, value }) => [key, value]),
    ).toEqual([
      ["openai.api_key_command", "***"],
      ["compatible.lab.api_key_env", "***"],
      ["compatible.lab.api_key_command", "***"],
    ]);
    expect(lines.map(({ key, text }) => `${key} = ${text}`)).toEqual(
      expect.arrayContaining([
        'compatible.lab.headers = { X-Team = "***", api-key = "***" }',
        'compatible.lab.query = { sig = "***" }',
      ]),
    );
    expect(JSON.stringify(lines)).not.toMatch(/sk.1/iu);
  });
});

describe("describeConfig, of an address of the shell", () => {
  it.for([
    { address: "https://gw", text: '"https://gw/v1"', why: "one that can be asked" },
    { address: "me:sk-1@gw/v1", text: "***", why: "one that may hold a login" },
    { address: "https://gw?key=sk-1", text: "***", why: "one that may hold a key" },
  ])("shows $text for $why", ({ address, text }, { expect }) => {
    const env = { OPENAI_API_KEY: "sk-1", OPENAI_BASE_URL: address };
    const loaded = withShellAddresses(mergeEntries([]), env);

    const lines = loaded.ok ? describeConfig(loaded) : [];

    const line = lines.find(({ key }) => key === "openai.base_url");
    expect(line).toMatchObject({ text, origin: { variable: "OPENAI_BASE_URL" } });
    expect(JSON.stringify(lines)).not.toContain("sk-1");
  });
});

/** What is not a default. */
function shapeLines(entries: readonly Entry[]): readonly string[] {
  const merged = mergeEntries(entries);
  const lines: readonly ConfigLine[] = merged.ok ? describeConfig(merged) : [];
  return lines
    .filter(({ origin }) => origin !== undefined)
    .map(({ key, text, origin }) => `${key} = ${text} # ${formatConfigOrigin(origin)}`);
}
