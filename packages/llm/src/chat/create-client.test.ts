import { startProvider } from "@hexai/testing";
import { describe, it, onTestFinished } from "vitest";

import { settingsFor } from "../testing/connect.ts";
import { createHttpSend } from "../transport/io/http-send.ts";
import { createClient } from "./create-client.ts";

const NOWHERE = { url: "http://127.0.0.1:1/v1", origin: "http://127.0.0.1:1" };

describe("createClient", () => {
  it.for([
    { env: { OPENAI_API_KEY: "a", ANTHROPIC_API_KEY: "b" }, provider: "openai" },
    { env: { OPENAI_API_KEY: " ", ANTHROPIC_API_KEY: "b" }, provider: "anthropic" },
    { env: { HEXAI_OPENROUTER_API_KEY: "a", OLLAMA_API_KEY: "b" }, provider: "openrouter" },
    { env: { OLLAMA_API_KEY: "b", LAB_KEY: "c" }, provider: "ollama" },
    { env: { LAB_KEY: "c" }, provider: "lab" },
  ])("takes $provider, the first whose key is there", async ({ env, provider }, { expect }) => {
    const client = await createClient(settingsFor(NOWHERE), undefined, { env, send: noSend });

    expect(client.provider).toBe(provider);
  });

  it("takes a provider with an api_key_command for one with a key", async ({ expect }) => {
    const settings = settingsFor(NOWHERE);
    const command = { ...settings.anthropic, model: "m", base_url: NOWHERE.url };
    const client = await createClient(
      { ...settings, anthropic: { ...command, api_key_command: ["keys"] } },
      undefined,
      { env: {}, send: noSend, runCommand: async () => ({ ok: true, output: "k" }) },
    );

    expect(client).toMatchObject({ provider: "anthropic", model: "m" });
  });

  it("takes the provider of the settings before any key", async ({ expect }) => {
    const settings = { ...settingsFor(NOWHERE), provider: { name: "openrouter" } };
    const env = { OPENAI_API_KEY: "a", OPENROUTER_API_KEY: "b" };

    const client = await createClient(settings, undefined, { env, send: noSend });

    expect(client).toMatchObject({ provider: "openrouter", model: "openrouter/auto" });
  });

  it("takes an Ollama that answers when there is no key", async ({ expect }) => {
    const version = { type: "status", status: 200, body: { version: "0.6.4" } } as const;
    const ollama = await startProvider({ pages: { "GET /api/version": () => version } });
    onTestFinished(() => ollama.stop());

    const client = await createClient(settingsFor(ollama), undefined, {
      env: {},
      send: createHttpSend(),
    });

    expect(client).toMatchObject({ provider: "ollama", model: "qwen2.5-coder" });
  });

  it.for([
    { page: { type: "status", status: 404, body: "" }, why: "is something else" },
    { page: { type: "reset" }, why: "hangs up" },
    { page: { type: "hang" }, why: "never answers" },
  ] as const)("waits for no Ollama that $why", async ({ page }, { expect }) => {
    const server = await startProvider({ pages: { "GET /api/version": () => page } });
    onTestFinished(() => server.stop());

    const made = createClient(settingsFor(server), undefined, { env: {}, send: createHttpSend() });

    await expect(made).rejects.toMatchObject({
      code: "misconfigured",
      message: [
        "no provider is set up: set the key of one, or start Ollama, as in:",
        "  export OPENAI_API_KEY=sk-…",
        "  export ANTHROPIC_API_KEY=sk-ant-…",
        "  export OPENROUTER_API_KEY=sk-or-…",
        "  ollama run qwen2.5-coder:latest",
      ].join("\n"),
    });
  });

  it("needs no section: defaults are those of the documentation", async ({ expect }) => {
    const made = ["openai", "anthropic", "openrouter", "ollama"].map((name) =>
      createClient(
        { general: { max_tokens: 1, request_timeout: 1 }, provider: { name } },
        undefined,
        {
          env: { OPENAI_API_KEY: "k", ANTHROPIC_API_KEY: "k", OPENROUTER_API_KEY: "k" },
          send: noSend,
        },
      ),
    );

    const models = (await Promise.all(made)).map(({ model }) => model);

    expect(models).toEqual([
      "gpt-4.1",
      "claude-sonnet-5-5",
      "openrouter/auto",
      "qwen2.5-coder:latest",
    ]);
  });

  it.for([
    {
      name: "openai",
      message:
        "no key for openai: set OPENAI_API_KEY or HEXAI_OPENAI_API_KEY, as in: export OPENAI_API_KEY=sk-…",
    },
    {
      name: "anthropic",
      message:
        "no key for anthropic: set ANTHROPIC_API_KEY or HEXAI_ANTHROPIC_API_KEY, as in: export ANTHROPIC_API_KEY=sk-ant-…",
    },
    { name: "lab", message: "no key for lab: set LAB_KEY, as in: export LAB_KEY=…" },
    {
      name: "clippy",
      message:
        'there is no provider "clippy"; choose from openai, anthropic, openrouter, ollama, lab',
    },
  ])("says what to set when $name is named and cannot be asked", async (row, { expect }) => {
    const settings = { ...settingsFor(NOWHERE), provider: { name: row.name } };

    const made = createClient(settings, undefined, { env: {}, send: noSend });

    await expect(made).rejects.toMatchObject({ code: "misconfigured", message: row.message });
  });

  it("refuses a key that could not be sent, without showing it", async ({ expect }) => {
    const env = { OPENAI_API_KEY: "sk-secret…" };

    const made = createClient(settingsFor(NOWHERE), undefined, { env, send: noSend });

    await expect(made).rejects.toMatchObject({
      code: "misconfigured",
      message: "the key in OPENAI_API_KEY holds a character that no key has; copy it again",
    });
  });

  it.for([
    { base_url: "nowhere", why: "is no URL" },
    { base_url: "file:///etc/passwd", why: "is no HTTP" },
    { base_url: "https://me:secret@host/v1", why: "holds a password" },
  ])("refuses an address that $why", async ({ base_url }, { expect }) => {
    const settings = { ...settingsFor(NOWHERE), openai: { model: "m", base_url } };

    const made = createClient(settings, undefined, { env: { OPENAI_API_KEY: "k" }, send: noSend });

    await expect(made).rejects.toMatchObject({
      code: "misconfigured",
      message: expect.stringMatching(/^openai\.base_url (?!.*secret)/u),
    });
  });
});

function noSend(): Promise<never> {
  return Promise.reject(new Error("nothing may be sent"));
}
