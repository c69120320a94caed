import { defaultConfig } from "@hexai/config";
import { describe, it } from "vitest";

import { requireValidConfig } from "./require-valid-config.ts";

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

describe("requireValidConfig", () => {
  it("gives a whole configuration", ({ expect }) => {
    const config = defaultConfig();

    expect(requireValidConfig({ ok: true, config, origins: new Map() }).config).toBe(config);
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
      expect(() => requireValidConfig({ ok: false, issues })).toThrow(
        expect.objectContaining({ name: "UserError", exitCode, message }),
      );
    },
  );
});
