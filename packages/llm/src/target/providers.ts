import type { LlmSettings } from "./llm-settings.ts";

/** The built-in providers, each with its own section of the configuration. */
export type ProviderName = "openai" | "anthropic" | "openrouter" | "ollama";

/** The defaults of a built-in provider. */
export interface ProviderFacts {
  readonly name: ProviderName;
  readonly model: string;
  readonly baseUrl: string;
  /** Environment variables that hold the key: Hexai's own, which wins, and the provider's usual one. */
  readonly keyNames: readonly [string, string];
  /** The prefix of its keys, for examples in messages. */
  readonly keyBegins: string;
  /** Whether every request needs a key. */
  readonly isKeyRequired: boolean;
}

/** The order is that in which a provider is chosen when none is named. */
export const PROVIDERS: readonly ProviderFacts[] = [
  {
    name: "openai",
    model: "gpt-4.1",
    baseUrl: "https://api.openai.com/v1",
    keyNames: ["HEXAI_OPENAI_API_KEY", "OPENAI_API_KEY"],
    keyBegins: "sk-",
    isKeyRequired: true,
  },
  {
    name: "anthropic",
    model: "claude-sonnet-5-5",
    baseUrl: "https://api.anthropic.com/v1",
    keyNames: ["HEXAI_ANTHROPIC_API_KEY", "ANTHROPIC_API_KEY"],
    keyBegins: "sk-ant-",
    isKeyRequired: true,
  },
  {
    name: "openrouter",
    model: "openrouter/auto",
    baseUrl: "https://openrouter.ai/api/v1",
    keyNames: ["HEXAI_OPENROUTER_API_KEY", "OPENROUTER_API_KEY"],
    keyBegins: "sk-or-",
    isKeyRequired: true,
  },
  {
    name: "ollama",
    model: "qwen2.5-coder:latest",
    baseUrl: "http://localhost:11434",
    keyNames: ["HEXAI_OLLAMA_API_KEY", "OLLAMA_API_KEY"],
    keyBegins: "",
    isKeyRequired: false,
  },
];

/** The built-in provider `name`, or undefined when there is none of that name. */
export function factsOf(name: string): ProviderFacts | undefined {
  return PROVIDERS.find((provider) => provider.name === name);
}

/** The base URL of a built-in provider: the configured one, else the default. */
export function baseUrlOf(settings: LlmSettings, facts: ProviderFacts): string {
  return settings[facts.name]?.base_url ?? facts.baseUrl;
}
