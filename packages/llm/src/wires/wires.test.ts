import type { ProviderReply } from "@hexai/testing";
import { describe, it } from "vitest";

import { connect, KEY, PROVIDERS_UNDER_TEST } from "../testing/connect.ts";

const OK: ProviderReply = { type: "answer", deltas: ["ok"] };
const REQUEST = {
  messages: [
    { role: "system", content: "Be é." },
    { role: "user", content: "¿qué?" },
    { role: "assistant", content: "🙂" },
    { role: "user", content: "more" },
  ],
  temperature: 0,
  maxTokens: 7,
} as const;
const MESSAGES = REQUEST.messages;
const text = (content: string): object[] => [{ type: "text", text: content }];

const PICTURE = {
  type: "image",
  mediaType: "image/webp",
  bytes: Uint8Array.of(0, 255, 16),
} as const;
const DATA = "AP8Q";

describe("the wire of", () => {
  it.for([
    { name: "openai", body: { top_p: 0.9, nested: { a: [1] }, model: "gpt-4.1" } },
    { name: "anthropic", body: { top_p: 0.9, nested: { a: [1] }, model: "claude-sonnet-4-5" } },
    { name: "lab", body: { top_p: 0.9, nested: { a: [1] }, model: "tiny" } },
    {
      name: "ollama",
      body: { options: { top_p: 0.9, nested: { a: [1] }, num_predict: 4000 } },
    },
  ] as const)("$name carries options as they are", async ({ name, body }, { expect }) => {
    const options = { top_p: 0.9, nested: { a: [1] }, model: "mine", num_predict: 7 };
    const { client, provider } = await connect(name, OK, { choice: { options } });

    await client.chat({ messages: [{ role: "user", content: "?" }] });

    expect(provider.requests[0]?.body).toMatchObject(body);
  });

  it.for([
    {
      name: "openai",
      message: {
        role: "user",
        content: [
          { type: "image_url", image_url: { url: `data:image/webp;base64,${DATA}` } },
          ...text("what?"),
        ],
      },
    },
    {
      name: "anthropic",
      message: {
        role: "user",
        content: [
          { type: "image", source: { type: "base64", media_type: "image/webp", data: DATA } },
          ...text("what?"),
        ],
      },
    },
    { name: "ollama", message: { role: "user", content: "what?", images: [DATA] } },
  ] as const)(
    "$name carries a picture, which counts raw",
    async ({ name, message }, { expect }) => {
      const { client, provider } = await connect(name, OK);
      const content = [PICTURE, { type: "text", text: "what?" }] as const;

      const answer = await client.chat({ messages: [{ role: "user", content }] });

      expect(provider.requests[0]?.body["messages"]).toEqual([message]);
      expect(answer.sentBytes).toBe(3 + 5);
    },
  );

  it.for([
    {
      name: "openai",
      path: "/v1/chat/completions",
      headers: { authorization: `Bearer ${KEY}` },
      body: {
        model: "gpt-4.1",
        messages: MESSAGES,
        temperature: 0,
        max_tokens: 7,
        stream: true,
        stream_options: { include_usage: true },
      },
    },
    {
      name: "anthropic",
      path: "/v1/messages",
      headers: { "x-api-key": KEY, "anthropic-version": "2023-06-01" },
      body: {
        model: "claude-sonnet-4-5",
        system: text("Be é."),
        messages: [
          { role: "user", content: text("¿qué?") },
          { role: "assistant", content: text("🙂") },
          {
            role: "user",
            content: [{ type: "text", text: "more", cache_control: { type: "ephemeral" } }],
          },
        ],
        temperature: 0,
        max_tokens: 7,
        stream: true,
      },
    },
    {
      name: "openrouter",
      path: "/v1/chat/completions",
      headers: {
        authorization: `Bearer ${KEY}`,
        "http-referer": "http://localhost/hexai",
        "x-title": "Hexai",
      },
      body: {
        model: "openrouter/auto",
        messages: MESSAGES,
        temperature: 0,
        max_tokens: 7,
        stream: true,
        stream_options: { include_usage: true },
      },
    },
    {
      name: "ollama",
      path: "/api/chat",
      headers: { authorization: `Bearer ${KEY}` },
      body: {
        model: "qwen2.5-coder",
        messages: MESSAGES,
        stream: true,
        options: { temperature: 0, num_predict: 7 },
      },
    },
    {
      name: "lab",
      path: "/v1/chat/completions",
      headers: { authorization: `Bearer ${KEY}` },
      body: {
        model: "tiny",
        messages: MESSAGES,
        temperature: 0,
        max_tokens: 7,
        stream: true,
        stream_options: { include_usage: true },
      },
    },
  ] as const)("$name is what its maker documents", async (row, { expect }) => {
    const { client, provider } = await connect(row.name, OK);

    await client.chat(REQUEST);

    expect(provider.requests).toMatchObject([{ path: row.path, headers: row.headers }]);
    expect(provider.requests[0]?.body).toEqual(row.body);
  });

  it("anthropic marks nothing for its cache in a plain question", async ({ expect }) => {
    const { client, provider } = await connect("anthropic", OK);

    await client.chat({ ...REQUEST, messages: REQUEST.messages.slice(0, 2) });

    expect(JSON.stringify(provider.requests[0]?.body)).toBe(
      '{"model":"claude-sonnet-4-5","system":[{"type":"text","text":"Be é."}],' +
        '"messages":[{"role":"user","content":[{"type":"text","text":"¿qué?"}]}],' +
        '"max_tokens":7,"temperature":0,"stream":true}',
    );
  });

  it.for([
    { name: "openai", model: "gpt-5-mini" },
    { name: "openai", model: "o4-mini" },
    { name: "openrouter", model: "openai/gpt-5" },
    { name: "openrouter", model: "openai/o3-mini" },
    { name: "lab", model: "gpt-5" },
  ] as const)(
    "$name asks $model for completion tokens and leaves the temperature out",
    async ({ name, model }, { expect }) => {
      const { client, provider } = await connect(name, OK, { choice: { model, temperature: 1 } });

      await client.chat(REQUEST);

      expect(provider.requests[0]?.body).toMatchObject({ model, max_completion_tokens: 7 });
      expect(provider.requests[0]?.body).not.toHaveProperty("temperature");
      expect(provider.requests[0]?.body).not.toHaveProperty("max_tokens");
    },
  );

  it.for([
    { name: "anthropic", model: "claude-sonnet-5-5" },
    { name: "openrouter", model: "anthropic/claude-opus-4.8" },
  ] as const)("$name gives $model no temperature", async ({ name, model }, { expect }) => {
    const { client, provider } = await connect(name, OK, { choice: { model } });

    await client.chat(REQUEST);

    expect(provider.requests[0]?.body).toMatchObject({ model, max_tokens: 7 });
    expect(provider.requests[0]?.body).not.toHaveProperty("temperature");
  });

  it("takes the temperature of the choice before that of the settings, also when it is 0", async ({
    expect,
  }) => {
    const warm = await connect("lab", OK, { temperature: 0.5 });
    const cold = await connect("lab", OK, { temperature: 0.5, choice: { temperature: 0 } });

    await warm.client.chat({ messages: [{ role: "user", content: "?" }] });
    await cold.client.chat({ messages: [{ role: "user", content: "?" }] });

    expect(warm.provider.requests[0]?.body).toMatchObject({ temperature: 0.5 });
    expect(cold.provider.requests[0]?.body).toMatchObject({ temperature: 0 });
  });

  it("ollama needs no key", async ({ expect }) => {
    const { client, provider } = await connect("ollama", OK, { env: {} });

    await client.chat(REQUEST);

    expect(provider.requests[0]?.headers).not.toHaveProperty("authorization");
  });

  it.for(PROVIDERS_UNDER_TEST)("%s counts a text that is not kept", async (name, { expect }) => {
    const { client } = await connect(name, { type: "answer", deltas: ["a\ud83d", "\ude42"] });
    const deltas: string[] = [];

    const answer = await client.chat(REQUEST, {
      keepText: false,
      onDelta: (piece) => deltas.push(piece),
    });

    expect(deltas).toEqual(["a", "🙂"]);
    expect(answer).toMatchObject({ text: "", recvBytes: 5 });
  });

  it.for(PROVIDERS_UNDER_TEST)(
    "%s puts a character together whose halves come in two deltas",
    async (name, { expect }) => {
      const { client } = await connect(name, { type: "answer", deltas: ["a\ud83d", "\ude42"] });
      const deltas: string[] = [];

      const answer = await client.chat(REQUEST, { onDelta: (piece) => deltas.push(piece) });

      expect(deltas).toEqual(["a", "🙂"]);
      expect(answer).toMatchObject({ text: "a🙂", recvBytes: 5 });
    },
  );
});

describe("an event stream", () => {
  it.for(["openai", "openrouter", "lab"] as const)(
    "of %s may have comments, carriage returns and no DONE",
    async (name, { expect }) => {
      const { client } = await connect(
        name,
        raw(": keep-alive\r\n\r\n", delta("all").replaceAll("\n", "\r\n"), finish("stop")),
      );

      await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "all" });
    },
  );

  it.for(
    (["openai", "openrouter", "lab"] as const).flatMap((name) => [
      { name, reply: raw(delta("x")), code: "incomplete", why: "no finish reason" },
      {
        name,
        reply: raw(delta("x"), finish("content_filter")),
        code: "incomplete",
        why: "a filter",
      },
      {
        name,
        reply: raw(delta("x"), "data: {nonsense\n\n", finish("stop")),
        code: "unreadable",
        why: "broken JSON in the middle",
      },
    ]),
  )("of $name with $why is $code", async ({ name, reply, code }, { expect }) => {
    const { client } = await connect(name, reply);

    await expect(client.chat(REQUEST)).rejects.toMatchObject({ code });
  });

  it.for([
    { number: 429, code: "rate-limited" },
    { number: 502, code: "unavailable" },
    { number: 400, code: "rejected" },
  ])("of openrouter may begin with error $number, which is $code", async (row, { expect }) => {
    const error = { code: row.number, message: "from behind the router" };
    const { client } = await connect("openrouter", raw(`data: ${JSON.stringify({ error })}\n\n`));

    await expect(client.chat(REQUEST)).rejects.toMatchObject({
      code: row.code,
      status: row.number,
      message: expect.stringContaining("from behind the router"),
    });
  });

  it("of anthropic without a reason and its last event is incomplete", async ({ expect }) => {
    const start = { id: "m", type: "message", role: "assistant", model: "c", content: [] };
    const usage = { input_tokens: 1, output_tokens: 1 };
    const { client } = await connect(
      "anthropic",
      raw(
        named({ type: "message_start", message: { ...start, stop_reason: null, usage } }),
        named({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }),
        named({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "x" } }),
        named({ type: "ping" }),
      ),
    );

    await expect(client.chat(REQUEST)).rejects.toMatchObject({ code: "incomplete" });
  });

  it("of anthropic that begins with an overload is unavailable", async ({ expect }) => {
    const error = { type: "overloaded_error", message: "Overloaded" };
    const { client } = await connect("anthropic", raw(named({ type: "error", error })));

    await expect(client.chat(REQUEST)).rejects.toMatchObject({ code: "unavailable", status: 529 });
  });
});

describe("lines of ollama", () => {
  it.for([
    { lines: [line("x")], code: "incomplete", why: "no last line" },
    { lines: [line("x"), '{"mess'], code: "incomplete", why: "half a line" },
    { lines: [line("x"), "{nonsense\n", END], code: "unreadable", why: "a garbled line" },
    { lines: [line("x"), '"y"\n', END], code: "unreadable", why: "a text" },
  ])("with $why are $code", async ({ lines, code }, { expect }) => {
    const { client } = await connect("ollama", raw(...lines));

    await expect(client.chat(REQUEST)).rejects.toMatchObject({ code });
  });

  it("may be empty in between, and the last may lack its end", async ({ expect }) => {
    const { client } = await connect("ollama", raw(line("x"), "\n\r\n", END.trim()));

    await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "x" });
  });

  it("after the last one are not read", async ({ expect }) => {
    const { client } = await connect("ollama", raw(line("x"), END, line("y"), "{nonsense\n"));

    await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "x" });
  });
});

const END = `${JSON.stringify({ message: { content: "" }, done: true, done_reason: "stop" })}\n`;

function line(content: string): string {
  return `${JSON.stringify({ message: { role: "assistant", content }, done: false })}\n`;
}

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

function named(data: { readonly type: string; readonly [key: string]: unknown }): string {
  return `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
}

function raw(...events: readonly string[]): ProviderReply {
  return { type: "raw", chunks: events.map((words) => Buffer.from(words)) };
}
