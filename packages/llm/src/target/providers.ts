import type { LlmSettings } from "./llm-settings.ts";

/** The providers that have a section of their own. */
export type ProviderName = "openai" | "anthropic" | "openrouter" | "ollama";

/** What is known of a provider before anything is configured. */
export interface ProviderFacts {
  readonly name: ProviderName;
  readonly model: string;
  readonly baseUrl: string;
  /** Environment variables that hold the key: ours, which wins, and the one that is common. */
  readonly keyNames: readonly [string, string];
  /** How its keys begin. */
  readonly keyBegins: string;
  /** Whether it answers nobody without a key. */
  readonly isKeyRequired: boolean;
}

/** In the order in which a provider is chosen when none is named. */
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

/** The facts about the provider `name`, or undefined when it has no section of its own. */
export function factsOf(name: string): ProviderFacts | undefined {
  return PROVIDERS.find((provider) => provider.name === name);
}

/** Where `facts.name` is asked: as configured, or the default. */
export function baseUrlOf(settings: LlmSettings, facts: ProviderFacts): string {
  return settings[facts.name]?.base_url ?? facts.baseUrl;
}
