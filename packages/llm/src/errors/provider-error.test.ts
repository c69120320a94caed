import { describe, it } from "vitest";

import { connect } from "../testing/connect.ts";
import { event, FRAMES, raw } from "../testing/frames.ts";
import { isError, statusIn, errorMessageIn } from "./provider-error.ts";

const REQUEST = { messages: [{ role: "user", content: "?" }] } as const;
const NESTED = JSON.stringify({ error: { message: "Out of memory", code: 503 } });

const ERRORS = [
  { error: { error: { message: "no", type: "t", code: null } }, words: "no", why: "OpenAI" },
  { error: { error: "no" }, words: "no", why: "Ollama" },
  { error: { error: "no", error_type: "validation" }, words: "no", why: "Hugging Face" },
  { error: { type: "error", error: "no" }, words: "no", why: "a text in Anthropic's" },
  {
    error: { type: "error", error: { type: "overloaded_error", message: "no" } },
    words: "no",
    status: 529,
    why: "Anthropic",
  },
  {
    error: { type: "error", error: { type: "overloaded_error" } },
    words: "overloaded_error",
    status: 529,
    why: "a kind without words",
  },
  {
    error: { error: { message: "no", type: "invalid_request_error" } },
    words: "no",
    status: 400,
    why: "a kind that has a status",
  },
  {
    error: {
      error: {
        code: 429,
        message: "Provider returned error",
        metadata: { raw: NESTED, provider_name: "Acme" },
      },
    },
    words: "Provider returned error; Acme: Out of memory",
    status: 429,
    why: "OpenRouter, JSON in a text",
  },
  {
    error: { error: { code: 502, message: "No", metadata: { raw: "out of memory" } } },
    words: "No; out of memory",
    status: 502,
    why: "OpenRouter, words in a text",
  },
  {
    error: {
      error: { code: 502, message: "No", metadata: { raw: { detail: "x" }, provider_name: null } },
    },
    words: "No; x",
    status: 502,
    why: "OpenRouter, an object",
  },
  {
    error: {
      error: {
        code: "server_error",
        message: "Gone",
        metadata: { raw: "worker limit", provider_name: "Acme" },
      },
      choices: [{ index: 0, delta: { content: "" }, finish_reason: "error" }],
    },
    words: "Gone; Acme: worker limit",
    why: "OpenRouter, beside a reason",
  },
  {
    error: {
      error: { code: 429, message: "No more for today" },
      choices: [{ index: 0, delta: { content: "" }, finish_reason: "error" }],
    },
    words: "No more for today",
    status: 429,
    why: "OpenRouter, a status beside a reason",
  },
  {
    error: { choices: [{ delta: {} }], x_groq: { id: "r", error: "over capacity" } },
    words: "over capacity",
    why: "Groq",
  },
  {
    error: { code: "InvalidParameter", message: "no", request_id: "1" },
    words: "no",
    status: 400,
    why: "DashScope",
  },
  { error: { code: 11_200, message: "no", sid: "1" }, words: "no", why: "iFlytek" },
  { error: { detail: "no" }, words: "no", why: "FastAPI" },
  {
    error: { detail: [{ type: "missing", loc: ["body", "model"], msg: "Field required" }] },
    words: "model: Field required",
    why: "FastAPI, a field",
  },
  {
    error: { object: "error", message: "no", type: "BadRequestError", param: null, code: 400 },
    words: "no",
    status: 400,
    why: "vLLM",
  },
  {
    error: { object: "error", message: { detail: [{ loc: ["body", "x"], msg: "Extra inputs" }] } },
    words: "x: Extra inputs",
    why: "Mistral",
  },
  {
    error: {
      error: { message: "litellm.RateLimitError: no", type: null, param: null, code: "429" },
    },
    words: "litellm.RateLimitError: no",
    status: 429,
    why: "LiteLLM",
  },
  {
    error: {
      result: null,
      success: false,
      errors: [{ code: 10_000, message: "no" }],
      messages: [],
    },
    words: "no",
    why: "Cloudflare",
  },
  {
    error: { __type: "com.amazon#ThrottlingException", Message: "no" },
    words: "no",
    why: "Amazon",
  },
  { error: { __type: "com.amazon#Denied" }, words: "com.amazon#Denied", why: "Amazon, no words" },
  {
    error: [{ error: { code: 400, message: "no", status: "INVALID_ARGUMENT" } }],
    words: "no",
    status: 400,
    why: "Google, in a list",
  },
  { error: { error: NESTED }, words: "Out of memory", why: "JSON in a text" },
  {
    error: { error: { message: JSON.stringify({ detail: NESTED }) } },
    words: "Out of memory",
    why: "JSON in JSON in a text",
  },
  {
    error: { error: "Unauthorized", message: "The key has expired", status: 401 },
    words: "Unauthorized: The key has expired",
    status: 401,
    why: "Spring",
  },
  { error: { error: true, message: "no" }, words: "no", why: "error: true" },
  { error: { error_code: 336, error_msg: "no" }, words: "no", why: "Baidu" },
  { error: { base_resp: { status_code: 1004, status_msg: "no" } }, words: "no", why: "MiniMax" },
  { error: { title: "no", status: 403 }, words: "no", status: 403, why: "problem+json" },
  { error: { code: 503, message: "no" }, words: "no", status: 503, why: "code and message" },
  {
    error: { error: { code: "insufficient_quota" } },
    words: "insufficient_quota",
    status: 429,
    why: "a code",
  },
] as const;

describe("an error", () => {
  it.for(ERRORS)("has the words '$words': $why", ({ error, words }, { expect }) => {
    expect(errorMessageIn(error)).toBe(words);
  });

  it.for(ERRORS)("is one although the status says success: $why", (row, { expect }) => {
    const [value] = Array.isArray(row.error) ? row.error : [row.error];

    expect(isError(value)).toBe(true);
    expect(statusIn(value)).toBe("status" in row ? row.status : undefined);
  });

  it.for([
    { error: null },
    { error: "" },
    { error: false },
    { error: {} },
    { errors: [] },
    { message: "Loading the model" },
    { type: "status", message: "Loading the model", code: 1 },
    { choices: [], detail: "x" },
    { message: { content: "x" }, done: false, detail: "x" },
    { error: { code: null, message: null } },
    { error: { code: 0, message: "success" } },
    { error: [null] },
    { error_code: 0, error_msg: "success" },
    { success: true },
    { message: "Loading the model" },
    { code: 0, message: "Success", sid: "1", choices: [] },
    { code: 200, message: "accepted" },
    { code: "Success", message: "accepted" },
    { x_groq: { id: "r", error: null } },
    { x_groq: { id: "r", usage: {} } },
    { base_resp: { status_code: 0, status_msg: "success" } },
    null,
    7,
    [],
  ])("is none: %j", (value, { expect }) => {
    expect(isError(value)).toBe(false);
  });

  it("is looked at only so deep", ({ expect }) => {
    let error: unknown = "no";
    for (let depth = 0; depth < 50_000; depth += 1) {
      error = [error];
    }

    expect(errorMessageIn(error)).toBeUndefined();
  });
});

describe.for(["openai", "openrouter", "lab", "anthropic", "ollama"] as const)(
  "the words of %s",
  (name) => {
    const { text } = FRAMES[name];
    const places = (json: string): readonly { readonly body: string; readonly place: string }[] =>
      name === "ollama"
        ? [{ body: `${json}\n`, place: "in a line" }]
        : [
            { body: json, place: "in the body" },
            { body: `data: ${json}\n\n`, place: "in a line of data" },
            { body: `event: error\ndata: ${json}\n\n`, place: "in an event" },
            { body: `error: ${json}\n\n`, place: "in a line of llama.cpp" },
            { body: `: hello\n\n${json}\n`, place: "in a line without data" },
          ];

    it.for(ERRORS)("reach the user before and behind a text: $why", async (row, { expect }) => {
      for (const { body, place } of places(JSON.stringify(row.error))) {
        const first = await connect(name, raw(body), { choice: { attempts: 1 } });
        const later = await connect(
          name,
          raw(text("a"), place === "in the body" ? event({ error: row.words }) : body),
        );

        const refused = first.client.chat(REQUEST);
        const brokenOff = later.client.chat(REQUEST);

        await expect(refused, place).rejects.toMatchObject({
          status: "status" in row ? row.status : undefined,
          message: expect.stringContaining(
            "status" in row ? `(HTTP ${row.status}: ${row.words})` : `(${row.words})`,
          ),
        });
        await expect(brokenOff, place).rejects.toMatchObject({
          code: "incomplete",
          message: expect.stringContaining(`broke off: ${row.words}; ask again`),
        });
      }
    });
  },
);

describe("a body that is no answer", () => {
  it.for([
    { body: "", says: "(nothing at all)" },
    { body: " \n\n", says: "(nothing at all)" },
    { body: "<!DOCTYPE html><title>Sign in</title>", says: '(a web page, "Sign in")' },
    { body: "\n  <html>", says: "(a web page)" },
    { body: "upstream connect error\n", says: '("upstream connect error")' },
    { body: '{"message":"Invalid API key"}', says: '("Invalid API key")' },
    { body: '"quota is used up"', says: '("quota is used up")' },
    { body: '{"status":"ok"}', says: '("ok")' },
    { body: "[]", says: '("[]")' },
    { body: '{"choices":[{"mess', says: '("{"choices":[{"mess")' },
  ])("is told in clear words: $body", async ({ body, says }, { expect }) => {
    for (const name of ["lab", "anthropic", "ollama"] as const) {
      const { client } = await connect(name, { type: "status", status: 200, body });

      await expect(client.chat(REQUEST)).rejects.toMatchObject({
        code: "unreadable",
        message: expect.stringContaining(`sent an answer that cannot be read ${says}; check `),
      });
    }
  });

  it.for([
    { body: 'data: {"message":"The model is overloaded"}\n\n', says: "The model is overloaded" },
    {
      body: 'data: {"message":"The model is overloaded"}\n\ndata: [DONE]\n\n',
      says: "The model is overloaded",
    },
    { body: 'data: "quota is used up"\n\n', says: "quota is used up" },
    { body: "data: Internal Server Error\n\n", says: "Internal Server Error" },
    { body: "data: {nonsense\n\n", says: "{nonsense" },
  ])("is told in its own words when it comes as an event: $body", async (row, { expect }) => {
    for (const name of ["lab", "anthropic"] as const) {
      const first = await connect(name, raw(row.body));
      const later = await connect(name, raw(FRAMES[name].text("a"), row.body));

      await expect(first.client.chat(REQUEST)).rejects.toMatchObject({
        code: "unreadable",
        message: expect.stringContaining(
          `sent an answer that cannot be read ("${row.says}"); check `,
        ),
      });
      if (!row.body.includes("DONE")) {
        await expect(later.client.chat(REQUEST)).rejects.toThrow(row.says);
      }
    }
  });

  it("is told in the words that a gateway writes into a stream whose host has died", async ({
    expect,
  }) => {
    for (const name of ["lab", "anthropic"] as const) {
      for (const words of ["upstream connect error or disconnect/reset", "Bad gateway: no host"]) {
        const { client } = await connect(name, raw(FRAMES[name].text("a"), `${words}\n`));

        await expect(client.chat(REQUEST)).rejects.toThrow(`broke off: ${words}; ask again`);
      }
    }
  });

  it.for([
    `: PROCESSING\n\n${JSON.stringify({ error: { message: "no", code: 402 } }, null, 2)}`,
    `: PROCESSING\n\n${JSON.stringify({ error: { message: "no", code: 402 } }, null, 2)}\n\n`,
    `\n: x\n\n[\n{"error":\n"no",\n"code":402}\n]`,
  ])("may be an error over several lines behind a comment: %s", async (body, { expect }) => {
    for (const name of ["lab", "anthropic"] as const) {
      const { client } = await connect(name, raw(body));

      await expect(client.chat(REQUEST)).rejects.toMatchObject({
        status: 402,
        message: expect.stringContaining("(HTTP 402: no)"),
      });
    }
  });

  it("is not read to its end when it is a web page", async ({ expect }) => {
    const { client, provider } = await connect("lab", {
      type: "raw",
      chunks: [Buffer.from("<html>")],
      end: "hold",
    });

    await expect(client.chat(REQUEST)).rejects.toThrow("(a web page)");
    await expect.poll(() => provider.requests[0]?.closedEarly).toBe(true);
  });
});
