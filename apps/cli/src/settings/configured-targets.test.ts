import { type Config, defaultConfig } from "@hexai/config";
import { describe, it } from "vitest";

import { configuredTargets } from "./configured-targets.ts";

const LAB = { base_url: "http://h", model: "m", fim: "auto" } as const;

describe("configuredTargets", () => {
  it.for<{ config: Partial<Config>; env: Record<string, string>; targets: object[]; why: string }>([
    { config: {}, env: {}, targets: [{}], why: "nothing is configured" },
    {
      config: {},
      env: { OPENAI_API_KEY: "x", HEXAI_ANTHROPIC_API_KEY: "x", OPENROUTER_API_KEY: " " },
      targets: [{ provider: "openai" }, { provider: "anthropic" }],
      why: "there are keys",
    },
    {
      config: { provider: { name: "ollama" } },
      env: { OPENAI_API_KEY: "x" },
      targets: [{ provider: "ollama" }, { provider: "openai" }],
      why: "a provider is named",
    },
    {
      config: { compatible: new Map([["lab", LAB]]) },
      env: {},
      targets: [{ provider: "lab" }],
      why: "there is a compatible host",
    },
    {
      config: {
        openai: { ...defaultConfig().openai, api_key_command: ["pass", "openai"] },
      },
      env: {},
      targets: [{ provider: "openai" }],
      why: "a command prints the key",
    },
    {
      config: {
        provider: { name: "openai" },
        models: {
          ...defaultConfig().models,
          cli: [{ model: "o3" }, { provider: "ollama", model: "qwen" }],
          chat: [{ provider: "openai", model: "o3" }, { model: "gpt-4.1" }],
        },
      },
      env: {},
      targets: [
        { provider: "openai", model: "gpt-4.1" },
        { provider: "openai", model: "o3" },
        { provider: "ollama", model: "qwen" },
      ],
      why: "surfaces have targets; none is there twice",
    },
    {
      config: {
        provider: { name: "openai" },
        roles: new Map([
          ["a", { system: "A." }],
          ["b", { provider: "ollama" }],
          ["c", { model: "o3" }],
        ]),
      },
      env: {},
      targets: [
        { provider: "openai" },
        { provider: "ollama" },
        { provider: "openai", model: "o3" },
      ],
      why: "roles say whom to ask",
    },
  ])("asks $targets when $why", ({ config, env, targets }, { expect }) => {
    expect(
      configuredTargets({ config: { ...defaultConfig(), ...config }, origins: new Map() }, env),
    ).toEqual(targets);
  });

  it.for([
    { origin: { type: "file", file: "/c", line: 1 }, isAsked: true },
    { origin: { type: "environment", variable: "OLLAMA_HOST" }, isAsked: false },
  ] as const)(
    "asks Ollama: $isAsked, when $origin.type sets something of it",
    ({ origin, isAsked }, { expect }) => {
      const config = { ...defaultConfig(), provider: { name: "openai" } };
      const origins = new Map([["ollama.base_url", origin]]);

      const targets = configuredTargets({ config, origins }, {});

      expect(targets.some(({ provider }) => provider === "ollama")).toBe(isAsked);
    },
  );
});
