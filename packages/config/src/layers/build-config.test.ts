import { describe, it } from "vitest";

import { buildConfig } from "./build-config.ts";
import { defaultConfig } from "./build-config.ts";

describe("buildConfig", () => {
  it("fills in the defaults, and leaves out what has none", ({ expect }) => {
    expect(buildConfig(new Map())).toStrictEqual(defaultConfig());
    expect(defaultConfig()).toMatchObject({
      general: { max_tokens: 4000, context_mode: "always-full" },
      provider: {},
      models: { completion: [], code_action: [], chat: [], cli: [] },
      compatible: new Map(),
    });
    expect(Object.keys(defaultConfig().openai)).toEqual(["model", "base_url"]);
    expect(defaultConfig().prompts.cli).toStrictEqual({});
  });

  it("keeps 0, false and what is empty", ({ expect }) => {
    const config = buildConfig(
      new Map<string, unknown>([
        ["openai.temperature", 0],
        ["general.request_timeout", 0],
        ["stats.enabled", false],
        ["inline.inline_open", ""],
        ["triggers.trigger_characters", []],
      ]),
    );

    expect(config.openai.temperature).toBe(0);
    expect(config.general.request_timeout).toBe(0);
    expect(config.stats.enabled).toBe(false);
    expect(config.inline.inline_open).toBe("");
    expect(config.triggers.trigger_characters).toEqual([]);
  });

  it("takes back to the default what is undefined", ({ expect }) => {
    const config = buildConfig(new Map([["openai.temperature", undefined]]));

    expect(config).toStrictEqual(defaultConfig());
  });

  it("gathers hosts by their names, whatever those are", ({ expect }) => {
    const host = { base_url: "http://h", model: "m", fim: "auto" };

    expect(buildConfig(new Map([["compatible.__proto__", host]])).compatible).toEqual(
      new Map([["__proto__", host]]),
    );
  });
});
