import { type ProviderReply, startProvider } from "@hexai/testing";
import { describe, it, onTestFinished } from "vitest";

import { createClient } from "../chat/create-client.ts";
import { createCompletionClient } from "../fim/create-completion-client.ts";
import { listModels } from "../models/list-models.ts";
import { createHttpSend } from "../transport/io/http-send.ts";
import type { CompatibleSettings, LlmSettings } from "./llm-settings.ts";

const SECRET = "s3cret/value with spaces";

describe("a host with headers and a query", () => {
  it("gets them with every request, probes and lists included", async ({ expect }) => {
    const { settings, dependencies, provider } = await hostWith({
      headers: { "api-key": { env: "LAB_SECRET" } },
      query: { "api-version": "1", sig: { env: "LAB_SECRET" } },
    });

    const client = await createClient(settings, { provider: "lab" }, dependencies);
    await client.chat({ messages: [{ role: "user", content: "?" }] });
    await listModels(settings, { provider: "lab" }, dependencies).catch(() => undefined);
    const completion = await createCompletionClient(settings, { provider: "lab" }, dependencies);
    await completion.complete({ prefix: "a", suffix: "b" }).catch(() => undefined);

    const all = [...provider.requests, ...provider.visits];
    const paths = new Set(all.map(({ path }) => new URL(path, "http://h").pathname));
    expect([...paths]).toEqual(
      expect.arrayContaining(["/v1/chat/completions", "/v1/models", "/props", "/infill"]),
    );
    for (const { path, headers } of all) {
      const { searchParams } = new URL(path, "http://h");
      expect(Object.fromEntries(searchParams)).toEqual({ "api-version": "1", sig: SECRET });
      expect(headers["api-key"]).toBe(SECRET);
    }
  });

  it("gets no key where Authorization is among the headers", async ({ expect }) => {
    const { settings, dependencies, provider } = await hostWith({
      api_key_env: "LAB_KEY",
      headers: { AUTHORIZATION: "Basic c2VjcmV0" },
    });

    const client = await createClient(settings, { provider: "lab" }, dependencies);
    await client.chat({ messages: [{ role: "user", content: "?" }] });

    expect(provider.requests.map(({ headers }) => headers["authorization"])).toEqual([
      "Basic c2VjcmV0",
    ]);
  });

  it("is chosen when a variable of its headers is set and nothing else is configured", async ({
    expect,
  }) => {
    const { settings, dependencies } = await hostWith({
      headers: { "api-key": { env: "LAB_SECRET" } },
    });

    await expect(createClient(settings, {}, dependencies)).resolves.toMatchObject({
      provider: "lab",
    });
  });
});

function page(): ProviderReply {
  return { type: "status", status: 200, body: { data: [] } };
}

async function hostWith(host: Partial<CompatibleSettings>) {
  const provider = await startProvider({
    respond: () => ({ type: "answer", deltas: ["ok"] }),
    pages: { "GET /v1/models": page, "GET /props": page, "POST /api/show": page },
    probes: "answered",
  });
  onTestFinished(() => provider.stop());
  const lab = { base_url: provider.url, model: "tiny", ...host };
  const settings: LlmSettings = {
    general: { max_tokens: 4000, request_timeout: 60 },
    provider: {},
    compatible: new Map([["lab", lab]]),
  };
  const dependencies = { env: { LAB_SECRET: SECRET }, send: createHttpSend() };
  return { settings, dependencies, provider };
}
