import { inspect } from "node:util";

import type { CompletionClient } from "@hexai/chat";
import { type ProviderReply, type ProviderRequest, startProvider } from "@hexai/testing";
import { describe, it, onTestFinished, vi } from "vitest";

import type { FimSetting, ModelOptions } from "../target/llm-settings.ts";
import { KEY, KEYS, type ProviderUnderTest, settingsFor } from "../testing/connect.ts";
import { createHttpSend } from "../transport/io/http-send.ts";
import { createCompletionClient } from "./create-completion-client.ts";

const REQUEST = { prefix: "f(é", suffix: "🙂)", maxTokens: 9, temperature: 0, stop: ["\n\n"] };
const QWEN = "qwen2.5-coder";
const QWEN_RAW = "<|fim_prefix|>f(é<|fim_suffix|>🙂)<|fim_middle|>";
const ANSWER: ProviderReply = { type: "answer", deltas: ["x", " ", "y"] };
const REFUSED: ProviderReply = { type: "status", status: 400, body: { error: "no such thing" } };

const INSERTS = { "POST /api/show": () => json({ capabilities: ["insert"] }) };
const CHATS = { "POST /api/show": () => json({ capabilities: ["completion"] }) };
const LLAMA = { "GET /props": () => json({ default_generation_settings: {} }) };

describe("a native completion", () => {
  it.for([
    { provider: "ollama", pages: INSERTS, isSent: true, why: "Ollama has them for both" },
    { provider: "lab", pages: INSERTS, isSent: false, why: "those of the host are for its chats" },
    { provider: "lab", pages: {}, isSent: false, why: "legacy completions may refuse them" },
  ] as const)("of $provider has options: $isSent, as $why", async (row, { expect }) => {
    const options = { num_ctx: 4096, num_predict: 7 };
    const { client, asked } = await completing(row.provider, { ...row, options });
    await client.prepare();
    await client.complete(REQUEST);

    const sent = asked().filter(({ path }) => /generate|completions/u.test(path));
    expect(sent.at(-1)?.path).toContain(row.pages === INSERTS ? "generate" : "completions");
    for (const { path, body } of sent) {
      const has = JSON.stringify(body).includes('"num_ctx":4096');
      expect(has).toBe(row.isSent && path === "/api/generate");
      expect(JSON.stringify(body)).not.toContain('"num_predict":7');
    }
    expect(asked().length).toBeGreaterThan(1);
  });

  it.for([
    {
      route: "ollama",
      provider: "ollama",
      pages: INSERTS,
      path: "/api/generate",
      body: {
        model: "tiny",
        prompt: "f(é",
        suffix: "🙂)",
        stream: true,
        options: { num_predict: 9, temperature: 0, stop: ["\n\n"] },
      },
    },
    {
      route: "ollama-raw",
      provider: "ollama",
      pages: CHATS,
      model: QWEN,
      path: "/api/generate",
      body: {
        model: QWEN,
        prompt: QWEN_RAW,
        raw: true,
        stream: true,
        options: { num_predict: 9, temperature: 0, stop: ["\n\n", "<|endoftext|>", "<|im_end|>"] },
      },
    },
    {
      route: "llamacpp",
      provider: "lab",
      pages: LLAMA,
      path: "/infill",
      body: {
        model: "tiny",
        input_prefix: "f(é",
        input_suffix: "🙂)",
        prompt: "",
        n_predict: 9,
        temperature: 0,
        stop: ["\n\n"],
        cache_prompt: true,
        stream: true,
      },
    },
    {
      route: "openai",
      provider: "lab",
      pages: {},
      path: "/v1/completions",
      body: {
        model: "tiny",
        prompt: "f(é",
        suffix: "🙂)",
        max_tokens: 9,
        temperature: 0,
        stop: ["\n\n"],
        stream: true,
        stream_options: { include_usage: true },
      },
    },
    {
      route: "ollama",
      provider: "lab",
      pages: INSERTS,
      path: "/api/generate",
      body: {
        model: "tiny",
        prompt: "f(é",
        suffix: "🙂)",
        stream: true,
        options: { num_predict: 9, temperature: 0, stop: ["\n\n"] },
      },
    },
  ] as const)("is found and asked by $route with $provider", async (row, { expect }) => {
    const { client, asked } = await completing(row.provider, row);
    await client.prepare();

    const completion = await client.complete(REQUEST);

    expect(completion).toEqual({
      text: "x y",
      sentBytes: 4 + 5,
      recvBytes: 3,
      route: row.route,
      tokens: expect.objectContaining({ input: expect.any(Number), output: expect.any(Number) }),
      vendor: "local",
    });
    expect(asked().at(-1)).toMatchObject({ path: row.path, body: row.body });
    expect(asked().at(-1)?.body).toEqual(row.body);
    expect(asked().at(-1)?.headers.authorization).toBe(`Bearer ${KEY}`);
  });

  it.for([
    { fim: "llamacpp", path: "/infill" },
    { fim: "mistral", path: "/v1/fim/completions" },
    { fim: "deepseek", path: "/beta/completions" },
    { fim: "openai", path: "/v1/completions" },
    { fim: "ollama", path: "/api/generate" },
  ] as const)("is asked as $fim when the settings say so, unprobed", async (row, { expect }) => {
    const { client, asked, visits } = await completing("lab", { fim: row.fim });

    const completion = await client.complete(REQUEST);

    expect(completion).toMatchObject({ text: "x y", route: row.fim });
    expect(asked().map(({ path }) => path)).toEqual([row.path]);
    expect(visits).toEqual([]);
  });

  it.for(["mistral", "deepseek", "openai", "llamacpp", "ollama"] as const)(
    "by %s may be torn anywhere, and forwards every piece",
    async (fim, { expect }) => {
      for (const chunkBytes of [1, 2, 7]) {
        const reply: ProviderReply = {
          type: "answer",
          deltas: ["日本", " ", "\n", "🙂"],
          chunkBytes,
        };
        const { client } = await completing("lab", { fim, respond: () => reply });
        const deltas: string[] = [];

        const completion = await client.complete(REQUEST, {
          onDelta: (text) => deltas.push(text),
        });

        expect(deltas).toEqual(["日本", " ", "\n", "🙂"]);
        expect(completion?.text).toBe("日本 \n🙂");
      }
    },
  );

  it.for(["mistral", "deepseek", "openai", "llamacpp", "ollama"] as const)(
    "by %s may be empty, or cut for its length",
    async (fim, { expect }) => {
      const replies: ProviderReply[] = [
        { type: "answer", deltas: [] },
        { type: "answer", deltas: ["a"], finish: "length" },
      ];
      const { client } = await completing("lab", { fim, respond: () => replies.shift() ?? ANSWER });

      await expect(client.complete(REQUEST)).resolves.toMatchObject({ text: "", recvBytes: 0 });
      await expect(client.complete(REQUEST)).resolves.toMatchObject({ text: "a" });
    },
  );

  it("is a success when it is aborted behind its end mark: all that was asked for has come", async ({
    expect,
  }) => {
    const abort = new AbortController();
    function* chunks(): Generator<Uint8Array> {
      yield Buffer.from('data: {"choices":[{"text":"x","finish_reason":"stop"}]}\n\n');
      for (let pings = 0; ; pings += 1) {
        if (pings === 9) {
          abort.abort();
        }
        yield Buffer.from(": ping\n\n");
      }
    }
    const reply: ProviderReply = { type: "raw", chunks: chunks() };
    const { client, asked } = await completing("lab", { fim: "openai", respond: () => reply });

    const completion = client.complete(REQUEST, { signal: abort.signal });

    await expect(completion).resolves.toMatchObject({ text: "x", recvBytes: 1 });
    await vi.waitFor(() => expect(asked()[0]?.closedEarly).toBe(true));
  });

  it("takes the marks of the model out of what is sent and out of what comes", async ({
    expect,
  }) => {
    const deltasWithMarks = ["a<|fim_mid", "dle|>b", "<|f"];
    const { client, asked } = await completing("lab", {
      fim: "openai",
      model: QWEN,
      respond: () => ({ type: "answer", deltas: deltasWithMarks }),
    });
    const deltas: string[] = [];

    const completion = await client.complete(
      { prefix: "p<|fim_prefix|>", suffix: "<|fim_<|fim_pad|>suffix|>s" },
      { onDelta: (text) => deltas.push(text) },
    );

    expect(asked()[0]?.body).toMatchObject({ prompt: "p", suffix: "s", max_tokens: 4000 });
    expect(deltas).toEqual(["a", "b", "<|f"]);
    expect(completion).toMatchObject({
      text: "ab<|f",
      sentBytes: 2,
      recvBytes: 5,
      route: "openai",
    });
  });

  it.for([
    { model: "tiny", deltas: ["a", "b</fim_mid", "dle>", "c", "d"] },
    { model: "starcoder2", deltas: ["ab</fim_suffix>c"] },
    { model: QWEN, deltas: ["a", "b<|/fim_middle|>c"] },
    { model: QWEN, deltas: ["ab<|endof", "text|>c", "d"] },
    { model: "codellama", deltas: ["ab", "<EOT>", "c"] },
  ])("ends at a mark of $model that ends a text: $deltas", async (row, { expect }) => {
    const { client } = await completing("lab", {
      fim: "openai",
      model: row.model,
      respond: () => ({ type: "answer", deltas: row.deltas }),
    });
    const shown: string[] = [];

    const completion = await client.complete(REQUEST, { onDelta: (text) => shown.push(text) });

    expect(completion).toMatchObject({ text: "ab", recvBytes: 2 });
    expect(shown.join("")).toBe("ab");
  });

  it.for(["true", '"true"'])(
    "is over at the end of llama.cpp before December 2024, which gives no reason: %s",
    async (stop, { expect }) => {
      const events = ['{"content":"x","stop":false}', `{"content":"","stop":${stop}}`];
      const chunks = events.map((data) => Buffer.from(`data: ${data}\n\n`));
      const { client } = await completing("lab", {
        fim: "llamacpp",
        respond: () => ({ type: "raw", chunks }),
      });

      await expect(client.complete(REQUEST)).resolves.toMatchObject({ text: "x" });
    },
  );

  it("gives Ollama a line break for a suffix that is not there", async ({ expect }) => {
    const { client, asked } = await completing("lab", { fim: "ollama" });

    const completion = await client.complete({ prefix: "p", suffix: "" });

    expect(asked()[0]?.body).toMatchObject({ prompt: "p", suffix: "\n" });
    expect(completion?.sentBytes).toBe(1);
  });

  it("asks deepseek for no more than it gives", async ({ expect }) => {
    const { client, asked } = await completing("lab", { fim: "deepseek" });

    await client.complete({ ...REQUEST, maxTokens: 100_000 });

    expect(asked()[0]?.body).toMatchObject({ max_tokens: 4096 });
  });
});

describe("finding out how to complete natively", () => {
  it.for([
    { provider: "anthropic", pages: {}, why: "anthropic has no such thing" },
    { provider: "openrouter", pages: {}, why: "nor has openrouter" },
    { provider: "ollama", pages: CHATS, why: "the model has neither slot nor known marks" },
  ] as const)("finds nothing, because $why", async ({ provider, pages }, { expect }) => {
    const { client } = await completing(provider, { pages });
    await client.prepare();

    await expect(client.complete(REQUEST)).resolves.toBeUndefined();
  });

  it.for<{ respond: (request: ProviderRequest) => ProviderReply; why: string }>([
    { respond: () => ({ type: "status", status: 404, body: "" }), why: "has no completions" },
    { respond: () => REFUSED, why: "refuses a suffix" },
    {
      respond: () => json({ choices: [{ text: "x" }], usage: { prompt_tokens: 1 } }),
      why: "takes a suffix and does not read it",
    },
    { respond: () => json({ choices: [{ text: "x" }] }), why: "does not say what it read" },
    { respond: () => ({ type: "status", status: 200, body: "<html>" }), why: "is a web page" },
  ])("finds nothing at a host that $why", async ({ respond }, { expect }) => {
    const { client } = await completing("lab", { respond });
    await client.prepare();

    await expect(client.complete(REQUEST)).resolves.toBeUndefined();
  });

  it("puts the marks in itself where a host reads no suffix and the family is known", async ({
    expect,
  }) => {
    const { client, asked } = await completing("lab", {
      model: QWEN,
      pages: { "POST /infill": () => REFUSED },
      respond: ({ body }) => ("suffix" in body ? REFUSED : ANSWER),
    });

    await client.prepare();
    await expect(client.complete(REQUEST)).resolves.toMatchObject({ route: "openai-raw" });
    expect(asked().at(-1)?.body).toEqual({
      model: QWEN,
      prompt: QWEN_RAW,
      max_tokens: 9,
      temperature: 0,
      stop: ["\n\n", "<|endoftext|>", "<|im_end|>"],
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it("goes on from a llama.cpp whose model cannot infill", async ({ expect }) => {
    const { client, asked } = await completing("lab", {
      pages: LLAMA,
      respond: ({ path }) =>
        path === "/infill" ? { type: "status", status: 501, body: { error: "no" } } : REFUSED,
    });

    await client.prepare();
    await expect(client.complete(REQUEST)).resolves.toBeUndefined();
    expect(asked()[0]).toMatchObject({ path: "/infill", body: { n_predict: 0 } });
  });

  it.for([
    { reply: ANSWER, route: "ollama" },
    { reply: REFUSED, route: undefined },
  ])("asks an old Ollama, which does not tell, for one token: $route", async (row, { expect }) => {
    const { client, asked } = await completing("ollama", {
      pages: { "POST /api/show": () => json({ details: {} }) },
      respond: () => row.reply,
    });

    await client.prepare();
    const completion = await client.complete(REQUEST);

    expect(completion?.route).toBe(row.route);
    const probes = asked().filter(({ path, body }) => path === "/api/generate" && !body["stream"]);
    expect(probes).toHaveLength(2);
    for (const { body } of probes) {
      expect(body).toMatchObject({ suffix: expect.any(String), options: { num_predict: 1 } });
    }
  });

  it("asks once, for all completions that wait for it", async ({ expect }) => {
    const { client, visits } = await completing("ollama", { pages: INSERTS });

    await Promise.all([client.complete(REQUEST), client.complete(REQUEST)]);
    await client.complete(REQUEST);

    expect(visits.map(({ path }) => path)).toEqual(["/api/show"]);
  });

  it("asks again after a refusal, and goes another way when there is one", async ({ expect }) => {
    let capabilities = ["insert"];
    const { client } = await completing("ollama", {
      model: QWEN,
      pages: { "POST /api/show": () => json({ capabilities }) },
      respond: ({ body }) => ("suffix" in body && capabilities.length === 0 ? REFUSED : ANSWER),
    });

    await client.prepare();
    const before = await client.complete(REQUEST);
    capabilities = [];
    const refused = await client.complete(REQUEST);
    await client.prepare(); // a busy machine may look for longer than a completion waits
    const after = refused ?? (await client.complete(REQUEST));

    expect([before?.route, after?.route]).toEqual(["ollama", "ollama-raw"]);
  });

  it("gives way to chat when the server cannot do it any more", async ({ expect }) => {
    let canInfill = true;
    const { client } = await completing("lab", {
      pages: LLAMA,
      respond: () => (canInfill ? ANSWER : { type: "status", status: 501, body: "" }),
    });

    await client.prepare();
    const before = await client.complete(REQUEST);
    canInfill = false;
    const after = await client.complete(REQUEST);

    expect([before?.route, after]).toEqual(["llamacpp", undefined]);
  });

  it("leaves to a Chat a request that the same server refuses", async ({ expect }) => {
    const { client, asked } = await completing("lab", {
      pages: LLAMA,
      respond: ({ body }) => (body["stream"] === true ? REFUSED : ANSWER),
    });

    await client.prepare();
    for (const sent of [1, 2]) {
      await expect(client.complete(REQUEST)).resolves.toBeUndefined();
      expect(asked().filter(({ body }) => body["stream"] === true)).toHaveLength(sent);
      await client.prepare();
    }
    expect(asked().filter(({ body }) => body["n_predict"] === 0)).toHaveLength(2);
  });

  it("does not keep a caller who has lost patience", async ({ expect }) => {
    const { client, visits } = await completing("lab", {
      pages: { "POST /api/show": () => ({ type: "hang" }) },
      respond: () => ({ type: "hang" }),
    });
    const abort = new AbortController();
    const failed = expect(client.complete(REQUEST, { signal: abort.signal })).rejects;
    await vi.waitFor(() => expect(visits).toHaveLength(1));

    abort.abort();

    await failed.toMatchObject({ code: "aborted" });
  });
});

describe.for(["mistral", "deepseek", "openai", "llamacpp", "ollama"] as const)(
  "a native completion by %s that goes wrong",
  (fim) => {
    it.for<{ reply: ProviderReply; sent: number; why: string }>([
      { reply: status(401), sent: 1, why: "401" },
      { reply: status(404), sent: 1, why: "404" },
      { reply: status(422), sent: 1, why: "422" },
      { reply: status(429), sent: 1, why: "429" },
      { reply: status(500), sent: 1, why: "500" },
      { reply: { type: "reset" }, sent: 1, why: "a reset" },
      { reply: { type: "break-off", deltas: [] }, sent: 1, why: "a cut" },
      { reply: { type: "error", deltas: [], message: "failed" }, sent: 1, why: "an error at once" },
      { reply: { type: "raw", chunks: [] }, sent: 1, why: "an empty body" },
      {
        reply: { type: "raw", chunks: [Buffer.from("data: {nonsense\n\n")] },
        sent: 1,
        why: "broken JSON",
      },
      { reply: { type: "raw", chunks: [Buffer.from("<html>\n")] }, sent: 1, why: "a web page" },
    ])("leaves it to a Chat after $why, of which nothing was shown", async (row, { expect }) => {
      const { client, asked } = await completing("lab", { fim, respond: () => row.reply });

      await expect(client.complete(REQUEST)).resolves.toBeUndefined();
      expect(asked()).toHaveLength(row.sent);
    });

    it("leaves it to a Chat after too long a silence", async ({ expect }) => {
      const { client, asked } = await completing("lab", {
        fim,
        respond: () => ({ type: "hang" }),
        patience: 0.2,
      });

      await expect(client.complete(REQUEST)).resolves.toBeUndefined();
      expect(asked()).toHaveLength(1);
    });

    it.for<{ reply: ProviderReply; why: string }>([
      { reply: { type: "break-off", deltas: ["a"] }, why: "a break" },
      { reply: { type: "error", deltas: ["a"], message: `${KEY} failed` }, why: "an error" },
    ])("fails after $why in the middle, and without the key", async ({ reply }, { expect }) => {
      const { client, asked } = await completing("lab", { fim, respond: () => reply });

      const error: unknown = await client.complete(REQUEST).catch((cause: unknown) => cause);

      expect(error).toMatchObject({ name: "ChatError", code: "incomplete", provider: "lab" });
      expect(inspect(error, { depth: null, showHidden: true })).not.toContain(KEY);
      expect(asked()).toHaveLength(1);
    });

    it("reads no more before its reader is done with a piece", async ({ expect }) => {
      const reply: ProviderReply = { type: "answer", deltas: ["a", "b"], chunkBytes: 100_000 };
      const { client } = await completing("lab", { fim, respond: () => reply });
      const log: string[] = [];

      await client.complete(REQUEST, {
        async onDelta(text) {
          log.push(`${text} begins`);
          await new Promise((resolve) => setImmediate(resolve));
          log.push(`${text} ends`);
        },
      });

      expect(log).toEqual(["a begins", "a ends", "b begins", "b ends"]);
    });

    it("closes the connection when it is aborted", async ({ expect }) => {
      const { client, asked } = await completing("lab", {
        fim,
        respond: () => ({ type: "hang", deltas: ["a"] }),
      });
      const abort = new AbortController();
      const onDelta = vi.fn<(text: string) => void>();
      const failed = expect(client.complete(REQUEST, { signal: abort.signal, onDelta })).rejects;
      await vi.waitFor(() => expect(onDelta).toHaveBeenCalledWith("a"));

      abort.abort();

      await failed.toMatchObject({ code: "aborted" });
      await vi.waitFor(() => expect(asked()[0]?.closedEarly).toBe(true));
    });
  },
);

interface Circumstances {
  readonly fim?: FimSetting;
  readonly model?: string;
  readonly pages?: Readonly<Record<string, (request: ProviderRequest) => ProviderReply>>;
  readonly respond?: (request: ProviderRequest) => ProviderReply;
  readonly options?: ModelOptions;
  /** Longest silence, in seconds. */
  readonly patience?: number;
}

async function completing(
  name: ProviderUnderTest,
  {
    fim = "auto",
    model = "tiny",
    pages = {},
    respond = () => ANSWER,
    patience = 60,
    options = {},
  }: Circumstances,
) {
  const provider = await startProvider({ pages, respond, probes: "answered" });
  onTestFinished(() => provider.stop());
  const settings = settingsFor(provider, { request_timeout: patience });
  const lab = { model, base_url: provider.url, api_key_env: "LAB_KEY", fim };
  const client: CompletionClient = await createCompletionClient(
    { ...settings, compatible: new Map([["lab", lab]]) },
    { provider: name, model, options },
    { env: KEYS, send: createHttpSend(), sleep: () => Promise.resolve(), random: () => 0 },
  );
  return { client, asked: () => provider.requests, visits: provider.visits };
}

function json(body: object, code = 200): ProviderReply {
  return { type: "status", status: code, body };
}

function status(code: number): ProviderReply {
  return { type: "status", status: code, body: { error: { message: `${KEY} is bad` } } };
}
