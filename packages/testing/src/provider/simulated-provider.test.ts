import { onTestFinished, describe, it, vi } from "vitest";

import type { ProviderReply } from "./provider-exchange.ts";
import { startProvider } from "./simulated-provider.ts";

const BODY = {
  model: "gpt-4.1",
  messages: [{ role: "user", content: "is it there?" }],
} as const;

describe("startProvider", () => {
  it("streams an answer as OpenAI does", async ({ expect }) => {
    const { post } = await provider({ type: "answer", deltas: ["a", " "] });

    const response = await post({ ...BODY, stream: true, stream_options: { include_usage: true } });
    const events = (await response.text()).split("\n\n");

    expect(response.headers.get("content-type")).toContain("text/event-stream");
    expect(events.slice(-2)).toEqual(["data: [DONE]", ""]);
    expect(events.slice(0, -2).map((event) => JSON.parse(event.replace(/^data: /u, "")))).toEqual([
      chunk({ role: "assistant", content: "", refusal: null }),
      chunk({ content: "a" }),
      chunk({ content: " " }),
      chunk({}, "stop"),
      expect.objectContaining({
        choices: [],
        usage: expect.objectContaining({
          prompt_tokens: 3,
          completion_tokens: 1,
          total_tokens: 4,
        }),
      }),
    ]);
  });

  it("leaves the usage out of a stream when nobody asks for it", async ({ expect }) => {
    const { post } = await provider({ type: "answer", deltas: ["a"] });

    const response = await post({ ...BODY, stream: true });

    await expect(response.text()).resolves.not.toContain("usage");
  });

  it("answers with one object when no stream is wanted", async ({ expect }) => {
    const { post } = await provider({ type: "answer", deltas: ["a", "b"] });

    const response = await post(BODY);

    await expect(response.json()).resolves.toMatchObject({
      object: "chat.completion",
      model: "gpt-4.1",
      choices: [{ message: { role: "assistant", content: "ab" }, finish_reason: "stop" }],
    });
  });

  it("repeats the last message unless told otherwise", async ({ expect }) => {
    const { post } = await provider();

    const response = await post(BODY);

    await expect(response.json()).resolves.toMatchObject({
      choices: [{ message: { content: "You said: is it there?" } }],
    });
  });

  it("records what it was asked", async ({ expect }) => {
    const { post, requests } = await provider();

    await post(BODY);

    expect(requests).toMatchObject([
      {
        path: "/v1/chat/completions",
        headers: { authorization: "Bearer k" },
        body: BODY,
        model: "gpt-4.1",
        messages: BODY.messages,
        closedEarly: false,
      },
    ]);
  });

  it("answers with a status", async ({ expect }) => {
    const { post } = await provider({
      type: "status",
      status: 429,
      headers: { "retry-after": "7" },
      body: { error: { message: "slow down" } },
    });

    const response = await post(BODY);

    expect(response.status).toBe(429);
    expect(response.headers.get("retry-after")).toBe("7");
    await expect(response.json()).resolves.toEqual({ error: { message: "slow down" } });
  });

  it("breaks off after the deltas, without an end", async ({ expect }) => {
    const { post, requests } = await provider({ type: "break-off", deltas: ["half"] });

    const response = await post({ ...BODY, stream: true });
    const { pieces, ended } = await read(response);

    expect(pieces.join("")).toContain('"content":"half"');
    expect(ended).toBe(false);
    expect(requests[0]?.closedEarly).toBe(false);
  });

  it("cuts the stream where it is told to, through lines and characters", async ({ expect }) => {
    const { post } = await provider({ type: "answer", deltas: ["日"], chunkBytes: 1 });

    const { pieces } = await read(await post({ ...BODY, stream: true }));

    expect(pieces.join("")).toContain('"content":"日"');
    expect(pieces.length).toBeGreaterThan(100);
  });

  it("resets a connection", async ({ expect }) => {
    const { post, requests } = await provider({ type: "reset" });

    await expect(post(BODY)).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
    expect(requests[0]?.closedEarly).toBe(false);
  });

  it("sends raw bytes chunk by chunk", async ({ expect }) => {
    const chunks = [Uint8Array.of(0xe6, 0x97), Uint8Array.of(0xa5, 0x0a)];
    const { post } = await provider({ type: "raw", chunks });

    const { pieces, ended } = await read(await post(BODY));

    expect(pieces.join("")).toBe("日\n");
    expect(ended).toBe(true);
  });

  it.for([
    { reply: { type: "hang" }, headersCome: false, why: "before the headers" },
    { reply: { type: "hang", deltas: ["a"] }, headersCome: true, why: "in the middle" },
    {
      reply: { type: "answer", deltas: ["a", "b"], delayMs: 60_000 },
      headersCome: true,
      why: "between deltas",
    },
  ] as const)("notices a client that leaves $why", async ({ reply, headersCome }, { expect }) => {
    const { post, requests } = await provider(reply);
    const leave = new AbortController();
    const response = post({ ...BODY, stream: true }, leave.signal);
    const settled = Promise.allSettled([response]);
    if (headersCome) {
      await response;
    }
    await vi.waitFor(() => expect(requests).toHaveLength(1));

    leave.abort();

    await vi.waitFor(() => expect(requests[0]?.closedEarly).toBe(true));
    await settled;
  });

  it("closes hanging connections when it stops", async ({ expect }) => {
    const { post, requests, stop } = await provider({ type: "hang" });
    const refused = expect(post(BODY)).rejects.toThrow("fetch failed");
    await vi.waitFor(() => expect(requests).toHaveLength(1));

    await stop();

    await refused;
    expect(requests[0]?.closedEarly).toBe(false);
  });

  it.for([
    { path: "/chat/completions", body: "{", status: 400, why: "broken JSON" },
    { path: "/embeddings", body: "{}", status: 404, why: "another path" },
  ])("refuses $why with $status", async ({ path, body, status }, { expect }) => {
    const { url } = await provider();

    const response = await fetch(`${url}${path}`, { method: "POST", body });

    expect(response.status).toBe(status);
    await expect(response.json()).resolves.toHaveProperty("error.message");
  });
});

const ANSWER = { type: "answer", deltas: ["a", " b"] } as const;

describe("the wires of startProvider", () => {
  it("streams messages as Anthropic does", async ({ expect }) => {
    const { origin } = await provider(ANSWER);

    const text = await ask(`${origin}/v1/messages`, { ...BODY, stream: true });

    expect(text.match(/^event: \w+$/gmu)).toEqual([
      "event: message_start",
      "event: content_block_start",
      "event: ping",
      "event: content_block_delta",
      "event: content_block_delta",
      "event: content_block_stop",
      "event: message_delta",
      "event: message_stop",
    ]);
    expect(text).toContain('"delta":{"type":"text_delta","text":" b"}');
    expect(text).toContain('"stop_reason":"end_turn"');
  });

  it.for([
    { path: "/api/chat", text: { message: { role: "assistant", content: "a" } } },
    { path: "/api/generate", text: { response: "a" } },
  ])("streams lines from $path unless told otherwise, as Ollama does", async (row, { expect }) => {
    const { origin } = await provider(ANSWER);

    const lines = (await ask(`${origin}${row.path}`, { model: "m", prompt: "p" })).split("\n");

    expect(lines).toHaveLength(4);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ model: "m", done: false, ...row.text });
    expect(JSON.parse(lines[2] ?? "")).toMatchObject({ done: true, done_reason: "stop" });
  });

  it.for([
    { path: "/v1/completions", piece: '"text":" b"', end: '"finish_reason":"stop"' },
    { path: "/beta/completions", piece: '"text":" b"', end: "data: [DONE]" },
    { path: "/v1/fim/completions", piece: '"delta":{"content":" b"}', end: "data: [DONE]" },
    { path: "/infill", piece: '"content":" b"', end: '"stop":true,"stop_type":"eos"' },
  ])("streams a completion from $path", async ({ path, piece, end }, { expect }) => {
    const { origin } = await provider(ANSWER);

    const text = await ask(`${origin}${path}`, { prompt: "p", stream: true });

    expect(text).toContain(piece);
    expect(text).toContain(end);
  });

  it.for([
    { path: "/v1/messages", whole: { content: [{ text: "a b" }], stop_reason: "max_tokens" } },
    {
      path: "/api/chat",
      whole: { message: { content: "a b" }, done: true, done_reason: "length" },
    },
    { path: "/api/generate", whole: { response: "a b", done_reason: "length" } },
    {
      path: "/v1/completions",
      whole: {
        choices: [{ text: "a b", finish_reason: "length" }],
        usage: { prompt_tokens: 3, completion_tokens: 1 },
      },
    },
    { path: "/infill", whole: { content: "a b", stop: true, stop_type: "limit" } },
  ])("answers at $path with one object, cut for length", async ({ path, whole }, { expect }) => {
    const { origin } = await provider({ ...ANSWER, finish: "length" });

    const text = await ask(`${origin}${path}`, {
      prompt: "prefix",
      suffix: "after",
      stream: false,
    });

    expect(JSON.parse(text)).toMatchObject(whole);
  });

  it.for([
    { path: "/v1/chat/completions", error: '{"error":{"message":"boom"' },
    { path: "/v1/messages", error: '"error":{"type":"api_error","message":"boom"}' },
    { path: "/api/chat", error: '{"error":"boom"}' },
    { path: "/api/generate", error: '{"error":"boom"}' },
    { path: "/v1/completions", error: '{"error":{"message":"boom"' },
    { path: "/infill", error: '"message":"boom"' },
  ])("fails in the middle of a stream at $path", async ({ path, error }, { expect }) => {
    const { origin } = await provider({ type: "error", deltas: ["a"], message: "boom" });

    const text = await ask(`${origin}${path}`, { stream: true });

    expect(text).toContain('"a"');
    expect(text.trimEnd().endsWith("}")).toBe(true);
    expect(text).toContain(error);
  });

  it("joins a message that comes in parts", async ({ expect }) => {
    const { origin, requests } = await provider(ANSWER);
    const content = [
      { type: "text", text: "one " },
      { type: "text", text: "two" },
    ];

    await ask(`${origin}/v1/messages`, { messages: [{ role: "user", content }] });

    expect(requests[0]?.messages).toEqual([{ role: "user", content: "one two" }]);
  });

  it("shows the pages it was given, and keeps visits apart from requests", async ({ expect }) => {
    const version = { type: "status", status: 200, body: { version: "0.6.4" } } as const;
    const started = await startProvider({ pages: { "GET /api/version": () => version } });
    onTestFinished(() => started.stop());

    const response = await fetch(`${started.origin}/api/version?x=1`);

    await expect(response.json()).resolves.toEqual({ version: "0.6.4" });
    expect(started.visits).toMatchObject([{ method: "GET", path: "/api/version?x=1", body: {} }]);
    expect(started.requests).toEqual([]);
  });
});

async function ask(url: string, body: object): Promise<string> {
  const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  return response.text();
}

async function provider(reply?: ProviderReply) {
  const started = await startProvider(reply === undefined ? {} : { respond: () => reply });
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= started.stop());
  onTestFinished(stop);
  return {
    ...started,
    stop,
    post: (body: object, signal?: AbortSignal) =>
      fetch(`${started.url}/chat/completions`, {
        method: "POST",
        headers: { authorization: "Bearer k" },
        body: JSON.stringify(body),
        ...(signal === undefined ? {} : { signal }),
      }),
  };
}

async function read(response: Response): Promise<{ pieces: string[]; ended: boolean }> {
  const pieces: string[] = [];
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  for (;;) {
    const next = await reader?.read().catch(() => undefined);
    if (next?.value === undefined) {
      return { pieces, ended: next !== undefined };
    }
    pieces.push(decoder.decode(next.value, { stream: true }));
  }
}

function chunk(delta: object, finishReason: string | null = null): object {
  return {
    id: "chatcmpl-simulated",
    object: "chat.completion.chunk",
    created: 1_700_000_000,
    model: "gpt-4.1",
    service_tier: "default",
    system_fingerprint: "fp_simulated",
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
    usage: null,
  };
}
