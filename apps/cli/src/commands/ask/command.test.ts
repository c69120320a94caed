import { describe, it } from "vitest";

import { configOverrides } from "./command.ts";

describe("configOverrides", () => {
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
      isContinued: false,
      log: true,
    };

    expect(configOverrides(flags)).toEqual({
      general: { max_tokens: 5, request_timeout: 0 },
    });
  });
});
