import { type ChatClient, ChatError } from "@hexai/chat";

import { findKey, OPENAI_KEY_NAMES } from "./find-key.ts";
import type { LlmSettings } from "./llm-settings.ts";
import type { Fetch } from "./request-watch.ts";

/** What a client takes from the process. */
export interface ClientSurroundings {
  /** Where keys are looked for. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly fetch: Fetch;
}

/**
 * Makes the client for the provider that `settings` names, or else for the first one whose key is set.
 * The provider's SDK is loaded here, not with this module. Nothing is sent yet.
 *
 * @throws {ChatError} (as a rejection) `misconfigured`: no key, no such provider, or an address that is none.
 */
export async function createChatClient(
  settings: LlmSettings,
  { env, fetch }: ClientSurroundings,
): Promise<ChatClient> {
  const { general, openai } = settings;
  const { name: provider = "openai" } = settings.provider;
  const { model, base_url: baseUrl, temperature } = openai;
  const misconfigured = (message: string): ChatError =>
    new ChatError("misconfigured", message, { provider, model });

  if (provider !== "openai") {
    throw misconfigured(
      `There is no provider ${JSON.stringify(provider)}; set provider.name to openai`,
    );
  }
  const key = findKey(env, OPENAI_KEY_NAMES);
  if (key === undefined) {
    const names = OPENAI_KEY_NAMES.join(" or ");
    throw misconfigured(
      `No key for openai: set ${names}, as in: export ${OPENAI_KEY_NAMES[0]}=sk-…`,
    );
  }
  if (!/^[\x21-\x7e]+$/u.test(key.value)) {
    throw misconfigured(`The key in ${key.name} holds a character that no key has; copy it again`);
  }
  if (!isPlainHttpUrl(baseUrl)) {
    throw misconfigured(
      "openai.base_url is no address: use http(s)://HOST/PATH without a user name",
    );
  }

  const { createOpenAiClient } = await import("./openai-client.ts");
  return createOpenAiClient({ provider, model, baseUrl, key }, fetch, {
    maxTokens: general.max_tokens,
    temperature,
    idleSeconds: general.request_timeout,
  });
}

function isPlainHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) {
    return false;
  }
  const { protocol, username, password } = new URL(text);
  return /^https?:$/u.test(protocol) && username === "" && password === "";
}
