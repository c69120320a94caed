import type { ChatClient } from "@hexai/chat";
import {
  type ProviderReply,
  type ProviderRequest,
  type SimulatedProvider,
  startProvider,
} from "@hexai/testing";
import { onTestFinished } from "vitest";

import { createClient } from "../chat/create-client.ts";
import type { LlmSettings } from "../target/llm-settings.ts";
import type { TargetChoice } from "../target/target-choice.ts";
import type { Dependencies } from "../transport/dependencies.ts";
import { createHttpSend } from "../transport/io/http-send.ts";

/** A key that nothing but a leak would print. */
export const KEY = "sk-0123456789abcdef";

/** Every way to be asked for a Chat. `lab` is a compatible host. */
export const PROVIDERS_UNDER_TEST = ["openai", "anthropic", "openrouter", "ollama", "lab"] as const;

export type ProviderUnderTest = (typeof PROVIDERS_UNDER_TEST)[number];

/** Environment variables with the key of every provider. */
export const KEYS: Readonly<Record<string, string>> = {
  OPENAI_API_KEY: KEY,
  ANTHROPIC_API_KEY: KEY,
  OPENROUTER_API_KEY: KEY,
  OLLAMA_API_KEY: KEY,
  LAB_KEY: KEY,
};

export interface Connected {
  readonly client: ChatClient;
  readonly provider: SimulatedProvider;
  /** The waits before further attempts, in milliseconds. None of them really happened. */
  readonly waits: readonly number[];
}

export interface ConnectOptions extends Partial<Dependencies> {
  readonly choice?: TargetChoice;
  readonly general?: Partial<LlmSettings["general"]>;
  /** What the settings say about `lab`. */
  readonly temperature?: number;
  /** Asks this server instead of the one that is started. */
  readonly url?: string;
}

/** A client of `name` and a server that does to it what `respond` says. */
export async function connect(
  name: ProviderUnderTest,
  respond: ProviderReply | ((request: ProviderRequest) => ProviderReply),
  { choice, general, temperature, url, ...dependencies }: ConnectOptions = {},
): Promise<Connected> {
  const provider = await startStoppable(typeof respond === "function" ? respond : () => respond);
  const waits: number[] = [];
  const client = await createClient(
    settingsFor({ ...provider, ...(url !== undefined && { url }) }, general, temperature),
    { provider: name, ...choice },
    {
      env: KEYS,
      send: createHttpSend(),
      sleep: async (milliseconds) => void waits.push(milliseconds),
      random: () => 0,
      ...dependencies,
    },
  );
  return { client, provider, waits };
}

/** Settings that send every provider's requests to the same server. */
export function settingsFor(
  { url, origin }: Pick<SimulatedProvider, "url" | "origin">,
  general: Partial<LlmSettings["general"]> = {},
  temperature?: number,
): LlmSettings {
  const lab = { model: "tiny", base_url: url, api_key_env: "LAB_KEY", temperature };
  return {
    general: { max_tokens: 4000, request_timeout: 60, ...general },
    provider: {},
    openai: { model: "gpt-4.1", base_url: url },
    anthropic: { model: "claude-sonnet-4-5", base_url: url },
    openrouter: { model: "openrouter/auto", base_url: url },
    ollama: { model: "qwen2.5-coder", base_url: origin },
    compatible: new Map([["lab", lab]]),
  };
}

async function startStoppable(
  respond: (request: ProviderRequest) => ProviderReply,
): Promise<SimulatedProvider> {
  const started = await startProvider({ respond });
  let stopped: Promise<void> | undefined;
  const provider = { ...started, stop: () => (stopped ??= started.stop()) };
  onTestFinished(() => provider.stop());
  return provider;
}
