import * as v from "valibot";
import { describe, it } from "vitest";

import { configOf, SETTINGS } from "./schema.ts";

describe("SETTINGS", () => {
  it.for(SETTINGS)("$key shows users a value that is valid", (setting, { expect }) => {
    expect(v.is(setting.schema, setting.default ?? setting.example)).toBe(true);
  });

  it("give every key a variable of its own", ({ expect }) => {
    const variables = SETTINGS.map(({ variable }) => variable);

    expect(new Set(variables).size).toBe(variables.length);
  });

  it("let a project change what is asked and nothing else", ({ expect }) => {
    expect(SETTINGS.filter(({ inProject }) => inProject).map(({ key }) => key)).toEqual([
      "general.max_tokens",
      "openai.model",
      "openai.temperature",
    ]);
  });
});

describe("configOf", () => {
  it("fills in the defaults, and leaves out what has none", ({ expect }) => {
    expect(configOf(new Map())).toStrictEqual({
      general: { max_tokens: 4000, request_timeout: 60 },
      logging: { level: "info" },
      provider: {},
      openai: { model: "gpt-4.1", base_url: "https://api.openai.com/v1" },
      stats: { window_minutes: 60, enabled: true },
    });
  });

  it("keeps 0 and false", ({ expect }) => {
    const config = configOf(
      new Map<string, unknown>([
        ["openai.temperature", 0],
        ["general.request_timeout", 0],
        ["stats.enabled", false],
      ]),
    );

    expect(config.openai.temperature).toBe(0);
    expect(config.general.request_timeout).toBe(0);
    expect(config.stats.enabled).toBe(false);
  });

  it("takes an empty provider as none", ({ expect }) => {
    expect(configOf(new Map([["provider.name", ""]])).provider).toStrictEqual({});
  });
});
