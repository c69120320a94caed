import { defaultConfig } from "@hexai/config";
import { describe, it } from "vitest";

import { overridesOf, settingsOf } from "./settings-of.ts";

const OVERRIDE = {
  origin: { type: "override" },
  key: "openai.temperature",
  message: "is 5",
} as const;
const FILE = {
  origin: { type: "file", file: "/c.toml", line: 3 },
  key: "openai.model",
  message: "is empty",
} as const;

describe("settingsOf", () => {
  it("gives a whole configuration", ({ expect }) => {
    const config = defaultConfig();

    expect(settingsOf({ ok: true, config, origins: new Map() })).toBe(config);
  });

  it.for([
    { issues: [OVERRIDE], exitCode: 2, message: "openai.temperature: is 5", why: "a flag" },
    { issues: [FILE], exitCode: 1, message: "/c.toml:3: openai.model: is empty", why: "the file" },
    {
      issues: [OVERRIDE, FILE],
      exitCode: 1,
      message: "openai.temperature: is 5\nhexai: /c.toml:3: openai.model: is empty",
      why: "both",
    },
  ])(
    "tells every mistake in $why, with exit code $exitCode",
    ({ issues, exitCode, message }, { expect }) => {
      expect(() => settingsOf({ ok: false, issues })).toThrow(
        expect.objectContaining({ name: "UserError", exitCode, message }),
      );
    },
  );
});

describe("overridesOf", () => {
  it("puts every flag that is a setting in its place", ({ expect }) => {
    const flags = {
      provider: "openai",
      model: "m",
      temperature: 0,
      maxTokens: 5,
      timeoutSeconds: 0,
      json: false,
      stream: true,
      cache: true,
      plain: false,
      quiet: true,
      stdin: true,
    };

    expect(overridesOf(flags)).toEqual({
      general: { max_tokens: 5, request_timeout: 0 },
    });
  });
});
