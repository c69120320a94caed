import { inspect } from "node:util";

import type { ChatClient, ChatRequest } from "@hexai/chat";
import { type ProviderReply, startProvider } from "@hexai/testing";
import { describe, it, onTestFinished, vi } from "vitest";

import { createChatClient } from "./create-chat-client.ts";
import type { LlmSettings } from "./llm-settings.ts";

const KEY = "sk-0123456789abcdef";
const REQUEST: ChatRequest = {
  messages: [
    { role: "system", text: "Be é." },
    { role: "user", text: "¿qué?" },
    { role: "assistant", text: "🙂" },
    { role: "user", text: "more" },
  ],
};

describe("a Chat with openai", () => {
  it("sends what OpenAI documents", async ({ expect }) => {
    const { client, provider } = await connect({ type: "answer", deltas: ["ok"] });

    await client.chat({ ...REQUEST, temperature: 0, maxTokens: 7 });

    expect(provider.requests).toHaveLength(1);
    expect(provider.requests[0]?.path).toBe("/v1/chat/completions");
    expect(provider.requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(provider.requests[0]?.body).toEqual({
      model: "gpt-4.1",
      messages: [
        { role: "system", content: "Be é." },
        { role: "user", content: "¿qué?" },
        { role: "assistant", content: "🙂" },
        { role: "user", content: "more" },
      ],
      temperature: 0,
      max_tokens: 7,
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it("takes limit and temperature from the settings when the request has none", async ({
    expect,
  }) => {
    const { client, provider } = await connect(
      { type: "answer", deltas: ["ok"] },
      { openai: { temperature: 0 } },
    );

    await client.chat(REQUEST);

    expect(provider.requests[0]?.body).toMatchObject({ temperature: 0, max_tokens: 4000 });
  });

  it.for(["gpt-5-mini", "o4-mini", "openai/gpt-5"])(
    "asks %s for completion tokens and leaves the temperature out",
    async (model, { expect }) => {
      const { client, provider } = await connect(
        { type: "answer", deltas: ["ok"] },
        { openai: { model, temperature: 1 } },
      );

      await client.chat({ ...REQUEST, temperature: 0 });

      expect(provider.requests[0]?.body).toMatchObject({ model, max_completion_tokens: 4000 });
      expect(provider.requests[0]?.body).not.toHaveProperty("temperature");
      expect(provider.requests[0]?.body).not.toHaveProperty("max_tokens");
    },
  );

  it("resolves with the text and its sizes in bytes", async ({ expect }) => {
    const { client } = await connect({ type: "answer", deltas: ["naï", "ve 🙂"] });

    const answer = await client.chat(REQUEST);

    expect(answer).toEqual({ text: "naïve 🙂", sentBytes: 6 + 7 + 4 + 4, recvBytes: 11 });
  });

  it("forwards every delta as it is, white space too, empty ones not", async ({ expect }) => {
    const sent = [" ", "\n", "\t", "", "a", "  ", "\r\n", "b ", " "];
    const { client } = await connect({ type: "answer", deltas: sent });
    const deltas: string[] = [];

    const answer = await client.chat(REQUEST, { onDelta: (text) => deltas.push(text) });

    expect(deltas).toEqual(sent.filter((text) => text !== ""));
    expect(answer.text).toBe(sent.join(""));
  });

  it("joins an answer that comes character by character", async ({ expect }) => {
    const text = "Grüße, 世界! 👩‍👩‍👧\n".repeat(20);
    const { client } = await connect({ type: "answer", deltas: Array.from(text) });

    const answer = await client.chat(REQUEST);

    expect(answer.text).toBe(text);
  });

  it("puts a character together whose halves come in two deltas", async ({ expect }) => {
    const { client } = await connect({ type: "answer", deltas: ["a\ud83d", "\ude42"] });
    const deltas: string[] = [];

    const answer = await client.chat(REQUEST, { onDelta: (text) => deltas.push(text) });

    expect(deltas).toEqual(["a", "🙂"]);
    expect(answer).toMatchObject({ text: "a🙂", recvBytes: 5 });
  });

  it.for([1, 2, 3, 7])(
    "reads an event stream that is cut every %i bytes, through lines and characters",
    async (size, { expect }) => {
      const { client } = await connect({ type: "raw", chunks: cut(WHOLE_STREAM, size) });
      const deltas: string[] = [];

      const answer = await client.chat(REQUEST, { onDelta: (text) => deltas.push(text) });

      expect(deltas).toEqual(["日本", " ", "🙂"]);
      expect(answer.text).toBe("日本 🙂");
    },
  );

  it("sends a second Chat over the same client", async ({ expect }) => {
    const { client, provider } = await connect({ type: "answer", deltas: ["ok"] });

    await client.chat(REQUEST);
    await client.chat(REQUEST);

    expect(provider.requests).toHaveLength(2);
    expect(provider.requests.every((request) => !request.closedEarly)).toBe(true);
  });
});

describe("a Chat with openai that goes wrong", () => {
  it.for([
    { status: 400, code: "rejected" },
    { status: 401, code: "unauthorized" },
    { status: 403, code: "unauthorized" },
    { status: 404, code: "not-found" },
    { status: 409, code: "rejected" },
    { status: 429, code: "rate-limited" },
    { status: 500, code: "unavailable" },
    { status: 503, code: "unavailable" },
  ])("reports $status as $code in the provider's words", async ({ status, code }, { expect }) => {
    const body = { error: { message: `No.\n\u001b[31m${KEY} is wrong`, type: "t", code: null } };
    const { client } = await connect({ type: "status", status, body });

    const failed = client.chat(REQUEST);

    await expect(failed).rejects.toMatchObject({
      name: "ChatError",
      code,
      status,
      provider: "openai",
      model: "gpt-4.1",
      message: expect.stringMatching(
        new RegExp(
          `^openai \\(gpt-4\\.1\\) .*HTTP ${status}: No\\. \\[31m\\*\\*\\* is wrong\\)`,
          "u",
        ),
      ),
    });
    await expect(failed).rejects.toSatisfy(keepsSecrets);
  });

  it("names the variable that holds a refused key", async ({ expect }) => {
    const { client } = await connect({ type: "status", status: 401, body: "" });

    await expect(client.chat(REQUEST)).rejects.toThrow(
      "the key in OPENAI_API_KEY (HTTP 401: Unauth",
    );
  });

  it.for([
    { body: "<html><h1>Bad</h1></html>", words: "HTTP 502: a web page, Bad Gateway", why: "HTML" },
    { body: "upstream is gone", words: "HTTP 502: upstream is gone", why: "plain text" },
    { body: '{"detail":"gone"}', words: 'HTTP 502: {"detail":"gone"}', why: "another JSON" },
    { body: "", words: "HTTP 502: Bad Gateway", why: "nothing" },
    {
      body: `{"error":{"message":"${"x".repeat(9999)}"}}`,
      words: `${"x".repeat(200)}…`,
      why: "a lot",
    },
  ])("shows an error page of $why in one line", async ({ body, words }, { expect }) => {
    const { client } = await connect({ type: "status", status: 502, body });

    const failed = client.chat(REQUEST);

    await expect(failed).rejects.toMatchObject({ code: "unavailable" });
    await expect(failed).rejects.toThrow(words);
    await expect(failed).rejects.toThrow(/^.{1,400}$/u);
  });

  it("keeps what arrived when the connection breaks", async ({ expect }) => {
    const { client } = await connect({ type: "break-off", deltas: ["a", " ", "b"] });
    const deltas: string[] = [];

    const failed = client.chat(REQUEST, { onDelta: (text) => deltas.push(text) });

    await expect(failed).rejects.toMatchObject({ code: "incomplete" });
    expect(deltas).toEqual(["a", " ", "b"]);
  });

  it.for<{ reply: ProviderReply; code: string; why: string }>([
    { reply: { type: "break-off", deltas: [] }, code: "unreachable", why: "a cut before any text" },
    { reply: raw(delta("half")), code: "incomplete", why: "an end without a finish reason" },
    {
      reply: raw(delta("half"), "data: [DONE]\n\n"),
      code: "incomplete",
      why: "DONE without a reason",
    },
    { reply: raw(delta("x"), finish("length")), code: "incomplete", why: "no room for the rest" },
    { reply: raw(delta("x"), finish("content_filter")), code: "incomplete", why: "a filter" },
    {
      reply: raw(delta("x"), 'data: {"error":{"message":"boom"}}\n\n'),
      code: "incomplete",
      why: "an error in the stream",
    },
    {
      reply: raw('data: {"error":{"message":"boom","type":"server_error"}}\n\n'),
      code: "unavailable",
      why: "an error instead of a stream",
    },
    {
      reply: raw(delta("x"), "data: {nonsense\n\n", finish("stop")),
      code: "unreadable",
      why: "broken JSON",
    },
    { reply: raw("data: {nonsense\n\n"), code: "unreadable", why: "nothing but broken JSON" },
    { reply: raw("<html>hello</html>"), code: "unreadable", why: "a web page" },
    { reply: raw(), code: "unreadable", why: "an empty body" },
    { reply: { type: "answer", deltas: [""] }, code: "unreadable", why: "an empty answer" },
  ])("reports $code for $why", async ({ reply, code }, { expect }) => {
    const { client } = await connect(reply);

    const failed = client.chat(REQUEST);

    await expect(failed).rejects.toMatchObject({ name: "ChatError", code, provider: "openai" });
    await expect(failed).rejects.toSatisfy(keepsSecrets);
  });

  it("takes an answer for whole when its finish reason came, DONE or not", async ({ expect }) => {
    const { client } = await connect(raw(delta("all"), finish("stop")));

    await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "all" });
  });

  it("says where nobody listens", async ({ expect }) => {
    const { client, provider } = await connect();
    await provider.stop();

    const failed = client.chat(REQUEST);

    await expect(failed).rejects.toMatchObject({ code: "unreachable", status: undefined });
    await expect(failed).rejects.toThrow(/cannot be reached at 127\.0\.0\.1:\d+ \(ECONNREFUSED\)/u);
  });

  it.for<{ reply: ProviderReply; why: string }>([
    { reply: { type: "hang" }, why: "before the answer" },
    { reply: { type: "hang", deltas: ["a"] }, why: "in the middle" },
  ])("closes the connection when it is aborted $why", async ({ reply }, { expect }) => {
    const { client, provider } = await connect(reply);
    const abort = new AbortController();
    const onDelta = vi.fn<(text: string) => void>();
    const failed = expect(client.chat(REQUEST, { signal: abort.signal, onDelta })).rejects;
    await vi.waitFor(() => expect(provider.requests).toHaveLength(1));
    await vi.waitFor(() => expect(onDelta).toHaveBeenCalledTimes("deltas" in reply ? 1 : 0));

    abort.abort();

    await failed.toMatchObject({ code: "aborted" });
    await vi.waitFor(() => expect(provider.requests[0]?.closedEarly).toBe(true));
  });

  it("sends nothing when it is aborted beforehand", async ({ expect }) => {
    const { client, provider } = await connect();

    const failed = client.chat(REQUEST, { signal: AbortSignal.abort() });

    await expect(failed).rejects.toMatchObject({ code: "aborted" });
    expect(provider.requests).toEqual([]);
  });

  it.for<{ reply: ProviderReply; why: string }>([
    { reply: { type: "hang" }, why: "before the answer" },
    { reply: { type: "hang", deltas: ["a"] }, why: "in the middle" },
  ])("gives up after too long a silence $why", async ({ reply }, { expect }) => {
    const { client, provider } = await connect(reply, { general: { request_timeout: 0.2 } });

    const failed = client.chat(REQUEST);

    await expect(failed).rejects.toMatchObject({ code: "timeout" });
    await expect(failed).rejects.toThrow("silent for 0.2 s");
    await vi.waitFor(() => expect(provider.requests[0]?.closedEarly).toBe(true));
  });

  it("does not take a long answer for a silence", async ({ expect }) => {
    const deltas = Array.from({ length: 30 }, (_, index) => `${index} `);
    const { client } = await connect(
      { type: "answer", deltas, delayMs: 30 },
      { general: { request_timeout: 0.6 } },
    );

    await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: deltas.join("") });
  });

  it("lets a bug in the caller's own code through, and closes the connection", async ({
    expect,
  }) => {
    const { client, provider } = await connect({ type: "hang", deltas: ["a"] });

    const failed = client.chat(REQUEST, {
      onDelta() {
        throw new RangeError("a bug");
      },
    });

    await expect(failed).rejects.toThrow(RangeError);
    await vi.waitFor(() => expect(provider.requests[0]?.closedEarly).toBe(true));
  });
});

const WHOLE_STREAM = [
  ": keep-alive\r\n\r\n",
  delta("日本").replaceAll("\n", "\r\n"),
  delta(" "),
  delta("🙂"),
  finish("stop"),
  "data: [DONE]\n\n",
].join("");

function delta(content: string): string {
  return event({ delta: { content }, finish_reason: null });
}

function finish(reason: string): string {
  return event({ delta: {}, finish_reason: reason });
}

function event(choice: object): string {
  const chunk = { id: "c", created: 1, model: "gpt-4.1", choices: [{ index: 0, ...choice }] };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

function raw(...events: readonly string[]): ProviderReply {
  return { type: "raw", chunks: events.map((text) => Buffer.from(text)) };
}

function cut(text: string, size: number): Uint8Array[] {
  const bytes = Buffer.from(text);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}

function keepsSecrets(error: unknown): boolean {
  const printed = inspect(error, { depth: null, showHidden: true });
  return !printed.includes(KEY) && !printed.includes("¿qué?");
}

interface Overrides {
  readonly general?: Partial<LlmSettings["general"]>;
  readonly openai?: Partial<LlmSettings["openai"]>;
}

async function connect(
  reply: ProviderReply = { type: "answer", deltas: ["ok"] },
  { general, openai }: Overrides = {},
) {
  const started = await startProvider({ respond: () => reply });
  let stopped: Promise<void> | undefined;
  const provider = { ...started, stop: () => (stopped ??= started.stop()) };
  onTestFinished(provider.stop);
  const settings: LlmSettings = {
    general: { max_tokens: 4000, request_timeout: 0, ...general },
    provider: { name: "openai" },
    openai: { model: "gpt-4.1", base_url: provider.url, ...openai },
  };
  const client: ChatClient = await createChatClient(settings, {
    env: { OPENAI_API_KEY: KEY },
    fetch,
  });
  return { client, provider };
}
