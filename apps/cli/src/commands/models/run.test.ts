import { defaultConfig } from "@hexai/config";
import { describe, it } from "vitest";

import { configuredModels } from "./run.ts";

describe("configuredModels", () => {
  it("has the provider's own model and its targets", ({ expect }) => {
    const config = {
      ...defaultConfig(),
      provider: { name: "openai" },
      models: {
        ...defaultConfig().models,
        cli: [{ model: "o3" }, { provider: "ollama", model: "qwen" }],
        chat: [{ provider: "openai", model: "o4" }, { temperature: 1 }],
      },
    };

    expect(configuredModels(config, "openai")).toEqual(["gpt-4.1", "o3", "o4"]);
    expect(configuredModels(config, "nobody")).toEqual([]);
  });
});
