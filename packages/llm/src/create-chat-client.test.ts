import { describe, it } from "vitest";

import { createChatClient } from "./create-chat-client.ts";
import type { LlmSettings } from "./llm-settings.ts";

describe("createChatClient", () => {
  it("names provider and model without sending anything", async ({ expect }) => {
    const client = await createChatClient(settings(), {
      env: { OPENAI_API_KEY: "k" },
      fetch: noFetch,
    });

    expect(client).toMatchObject({ provider: "openai", model: "gpt-4.1" });
  });

  it("says what to set when there is no key, with an example", async ({ expect }) => {
    const made = createChatClient(settings(), { env: { OPENAI_API_KEY: " " }, fetch: noFetch });

    await expect(made).rejects.toMatchObject({
      code: "misconfigured",
      message:
        "No key for openai: set HEXAI_OPENAI_API_KEY or OPENAI_API_KEY, as in: export HEXAI_OPENAI_API_KEY=sk-…",
    });
  });

  it("refuses a key that could not be sent, without showing it", async ({ expect }) => {
    const env = { OPENAI_API_KEY: "sk-secret\u2026" };

    const made = createChatClient(settings(), { env, fetch: noFetch });

    await expect(made).rejects.toMatchObject({
      code: "misconfigured",
      message: expect.not.stringContaining("secret"),
    });
  });

  it.for([
    { base_url: "nowhere", why: "is no URL" },
    { base_url: "file:///etc/passwd", why: "is no HTTP" },
    { base_url: "https://me:secret@host/v1", why: "holds a password" },
  ])("refuses an address that $why", async ({ base_url }, { expect }) => {
    const made = createChatClient(settings({ base_url }), {
      env: { OPENAI_API_KEY: "k" },
      fetch: noFetch,
    });

    await expect(made).rejects.toMatchObject({
      code: "misconfigured",
      message: expect.stringMatching(/^openai\.base_url (?!.*secret)/u),
    });
  });

  it("refuses a provider that does not exist", async ({ expect }) => {
    const made = createChatClient(
      { ...settings(), provider: { name: "clippy" } },
      { env: { OPENAI_API_KEY: "k" }, fetch: noFetch },
    );

    await expect(made).rejects.toMatchObject({
      code: "misconfigured",
      message: 'There is no provider "clippy"; set provider.name to openai',
    });
  });
});

function settings(openai: Partial<LlmSettings["openai"]> = {}): LlmSettings {
  return {
    general: { max_tokens: 100, request_timeout: 0 },
    provider: {},
    openai: { model: "gpt-4.1", base_url: "http://127.0.0.1:1/v1", ...openai },
  };
}

function noFetch(): Promise<never> {
  return Promise.reject(new Error("nothing may be sent"));
}
