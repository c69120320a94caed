import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from "node:http";
import { text as textOf } from "node:stream/consumers";

import { describe, it, onTestFinished } from "vitest";

import { KEYS, settingsFor } from "../testing/connect.ts";
import { createHttpSend } from "../transport/io/http-send.ts";
import { createCompletionClient } from "./create-completion-client.ts";

type Body = Readonly<Record<string, unknown>>;

/** What a host answers at a path; undefined is its way to say that there is nothing. */
type Answer = readonly [status: number, body: string | object];
type Host = (path: string, body: Body) => Answer | undefined;

const QWEN = "qwen2.5-coder:7b";
const PAGE = "<!doctype html><title>App</title>";

/** How the hosts answer was read in their own sources and issues; counts are those of their own tokenizers, by the word. */
const HOSTS: readonly {
  readonly name: string;
  readonly host: Host;
  readonly model?: string;
  readonly route: string | undefined;
}[] = [
  { name: "Ollama, whose model inserts", host: ollama(["completion", "insert"]), route: "ollama" },
  {
    name: "Ollama, whose model does not",
    host: ollama(["completion"]),
    route: undefined,
  },
  {
    name: "Ollama, whose template has no place for a suffix, with a known family",
    host: ollama(["completion"]),
    model: QWEN,
    route: "ollama-raw",
  },
  { name: "Ollama before 0.6.4", host: ollama(undefined), route: "ollama" },
  {
    name: "Ollama before 0.6.4, whose model does not insert",
    host: (path, body) =>
      "suffix" in body && path === "/api/generate"
        ? [400, { error: `${model(body)} does not support insert` }]
        : ollama(undefined)(path, body),
    route: undefined,
  },
  {
    name: "an old Ollama that does not know a suffix",
    host: (path, body) => ollama(undefined)(path, { ...body, suffix: undefined }),
    route: undefined,
  },
  { name: "Ollama without the model", host: ollamaWithoutModel, route: undefined },
  { name: "llama.cpp", host: llamaCpp, route: "llamacpp" },
  {
    name: "llama.cpp before December 2024, without stop_type",
    host: (path, body) =>
      path === "/infill"
        ? [200, { content: "", stop: true, stopped_limit: true }]
        : llamaCpp(path, body),
    route: "llamacpp",
  },
  {
    name: "llama.cpp whose /props is closed",
    host: (path, body) => (path === "/props" ? [404, ""] : llamaCpp(path, body)),
    route: "llamacpp",
  },
  {
    name: "llama.cpp whose /props is closed, with a known family",
    host: (path, body) => (path === "/props" ? [401, ""] : llamaCpp(path, body)),
    model: QWEN,
    route: "llamacpp",
  },
  {
    name: "llama.cpp whose model has no marks",
    host: (path, body) =>
      path === "/infill"
        ? [501, { error: { code: 501, message: "Infill is not supported by this model" } }]
        : llamaCpp(path, body),
    route: undefined,
  },
  {
    name: "llama.cpp in router mode",
    host: (path, body) =>
      path === "/infill" && body["model"] === undefined
        ? [400, { error: { code: 400, message: "model name is missing from the request" } }]
        : llamaCpp(path, body),
    route: "llamacpp",
  },
  {
    name: "llama.cpp that is still loading",
    host: loading,
    route: undefined,
  },
  {
    name: "LM Studio",
    host: (path, body) =>
      path === "/v1/completions"
        ? completed(30)
        : [200, { error: `Unexpected endpoint or method. (POST ${path}) ${model(body)}` }],
    route: undefined,
  },
  { name: "LM Studio with a known family", host: lmStudio, model: QWEN, route: undefined },
  {
    name: "KoboldCpp",
    host: (path, body) => {
      const answers: Readonly<Record<string, Answer>> = {
        "/api/version": [200, { version: "0.7.0" }],
        "/api/show": [200, { modelfile: "", details: {}, capabilities: ["completion"] }],
        "/api/generate": [
          200,
          { response: "x", done: true, prompt_eval_count: words(body, "prompt") },
        ],
        "/props": [200, { default_generation_settings: { n_ctx: 4096 }, chat_template: "" }],
        "/v1/completions": completed(words(body, "prompt")),
      };
      return answers[path];
    },
    route: undefined,
  },
  {
    name: "LiteLLM before a chat model",
    host: (path, body) =>
      path === "/v1/completions" ? completed(30 + words(body, "prompt")) : undefined,
    route: undefined,
  },
  {
    name: "LiteLLM before a chat model of a known family",
    host: (path, body) =>
      path === "/v1/completions" ? completed(30 + words(body, "prompt")) : undefined,
    model: QWEN,
    route: undefined,
  },
  { name: "LocalAI", host: beside(ollama(["completion"]), completed(30)), route: undefined },
  {
    name: "Lemonade",
    host: beside(ollama(["completion", "tools"]), completed(2)),
    route: undefined,
  },
  {
    name: "Open WebUI",
    host: (path) =>
      path === "/api/version"
        ? [200, { version: "0.6.15" }]
        : [405, { detail: "Method Not Allowed" }],
    route: undefined,
  },
  { name: "vLLM", host: vllm, route: undefined },
  { name: "vLLM with a known family", host: vllm, model: QWEN, route: "openai-raw" },
  {
    name: "text-generation-webui, which drops a suffix",
    host: (path, body) =>
      path === "/v1/completions" ? completed(words(body, "prompt")) : undefined,
    route: undefined,
  },
  {
    name: "TabbyAPI with a known family",
    host: (path, body) =>
      path === "/v1/completions" ? completed(words(body, "prompt")) : undefined,
    model: QWEN,
    route: "openai-raw",
  },
  {
    name: "a host that does not count",
    host: (path) => (path === "/v1/completions" ? [200, { choices: [{ text: "x" }] }] : undefined),
    model: QWEN,
    route: undefined,
  },
  {
    name: "a host that reads the suffix",
    host: (path, body) =>
      path === "/v1/completions"
        ? completed(words(body, "prompt") + words(body, "suffix"))
        : undefined,
    route: "openai",
  },
  { name: "nginx before a single-page app", host: () => [200, PAGE], route: undefined },
  {
    name: "Groq, whose chat is all there is",
    host: (path) => [404, { error: { message: `Unknown request URL: POST ${path}` } }],
    route: undefined,
  },
];

describe("the route to", () => {
  it.for(HOSTS)("$name is $route", async ({ host, model: name = "tiny", route }, { expect }) => {
    const server = await listening(() => host);

    const client = await completing(server.url, name);
    await client.prepare();

    expect((await client.complete({ prefix: "a", suffix: "b" }))?.route).toBe(route);
  });
});

describe("a connection that the server closes without a word", () => {
  it("is looked for no further where a gateway has nobody behind it", async ({ expect }) => {
    const asked: string[] = [];
    const { url } = await listening(() => (path) => {
      asked.push(path);
      return [502, PAGE];
    });
    const client = await completing(url, "tiny");

    await client.complete({ prefix: "a", suffix: "b" });

    expect(asked.toSorted()).toEqual(["/api/show", "/infill", "/props"]);
  });

  it.for([llamaCpp, ollama(["insert"])])("costs no completion", async (host, { expect }) => {
    const used = new Set<unknown>();
    const answer = answering(() => host);
    const server = await serving((incoming, outgoing) => {
      if (used.has(incoming.socket)) {
        incoming.socket.resetAndDestroy();
        return;
      }
      used.add(incoming.socket);
      answer(incoming, outgoing);
    });

    for (let count = 0; count < 12; count += 1) {
      const client = await completing(server.url, "tiny");
      await client.prepare();
      await expect(client.complete({ prefix: "a", suffix: "b" })).resolves.toBeDefined();
    }
  });
});

describe("another server on the same port", () => {
  const SERVERS = { llamacpp: llamaCpp, ollama: ollama(["insert"]), plain };
  const NAMES = ["llamacpp", "ollama", "plain"] as const;
  const PAIRS = NAMES.flatMap((before) =>
    NAMES.filter((after) => after !== before).map((after) => ({ before, after })),
  );

  it.for(PAIRS)("is noticed: $before, then $after", async ({ before, after }, { expect }) => {
    let now = 0;
    let host: Host = SERVERS[before];
    const server = await listening(() => host);
    const client = await completing(server.url, "tiny", () => now);
    const route = async (): Promise<string> => {
      await client.prepare();
      const first = await client.complete({ prefix: "a", suffix: "b" });
      await client.prepare(); // a busy machine may look for longer than a completion waits
      return (first ?? (await client.complete({ prefix: "a", suffix: "b" })))?.route ?? "plain";
    };
    await expect(route()).resolves.toBe(before);

    host = SERVERS[after];
    now += before === "plain" ? 30_000 : 1; // a Chat goes on with any of them, so only time tells

    await expect(route()).resolves.toBe(after);
  });

  it("is noticed when llama.cpp has loaded its model", async ({ expect }) => {
    let now = 0;
    let host: Host = loading;
    const server = await listening(() => host);
    const client = await completing(server.url, "tiny", () => now);
    await client.prepare();
    await expect(client.complete({ prefix: "a", suffix: "b" })).resolves.toBeUndefined();

    host = llamaCpp;
    now += 1_000;
    await client.prepare();

    await expect(client.complete({ prefix: "a", suffix: "b" })).resolves.toMatchObject({
      route: "llamacpp",
    });
  });
});

function ollama(capabilities: readonly string[] | undefined): Host {
  return (path, body) => {
    if (path === "/api/show") {
      return [200, { details: { family: "x" }, model_info: {}, capabilities }];
    }
    if (path !== "/api/generate") {
      return path === "/api/version" ? [200, { version: "0.12.0" }] : undefined;
    }
    // Without a suffix or `raw` a chat template is around the prompt.
    const template = body["raw"] === true ? 0 : body["suffix"] === undefined ? 30 : 3;
    const count = template + words(body, "prompt") + words(body, "suffix");
    return [200, { response: "x", done: true, done_reason: "stop", prompt_eval_count: count }];
  };
}

function ollamaWithoutModel(path: string, body: Body): Answer | undefined {
  const isKnown = path.startsWith("/api/") && path !== "/api/version";
  return isKnown ? [404, { error: `model '${model(body)}' not found` }] : undefined;
}

function llamaCpp(path: string, body: Body): Answer | undefined {
  const answers: Readonly<Record<string, Answer>> = {
    "/props": [200, { default_generation_settings: {}, total_slots: 1 }],
    "/infill": [200, { content: "x", stop: true, stop_type: "limit", tokens_evaluated: 5 }],
    "/v1/completions": completed(words(body, "prompt")), // it knows no suffix
  };
  return answers[path];
}

function loading(): Answer {
  return [503, { error: { code: 503, message: "Loading model", type: "unavailable_error" } }];
}

function plain(path: string): Answer {
  return [404, { error: { message: `Unknown request URL: ${path}` } }];
}

function lmStudio(path: string, body: Body): Answer {
  return path === "/v1/completions"
    ? completed(30 + words(body, "prompt"))
    : [200, { error: `Unexpected endpoint or method. (POST ${path})` }];
}

function vllm(path: string, body: Body): Answer | undefined {
  if (path !== "/v1/completions") {
    return [404, { detail: "Not Found" }];
  }
  return body["suffix"] === undefined
    ? completed(words(body, "prompt"))
    : [400, { error: { message: "suffix is not currently supported" } }];
}

/** A host that speaks some of Ollama's routes, and always counts the same at its own. */
function beside(host: Host, completions: Answer): Host {
  return (path, body) => (path === "/v1/completions" ? completions : host(path, body));
}

function completed(tokens: number): Answer {
  const choices = [{ index: 0, text: "x", finish_reason: "length" }];
  return [200, { object: "text_completion", choices, usage: { prompt_tokens: tokens } }];
}

/** Marks and words count as one token each. */
function words(body: Body, name: string): number {
  const text = body[name];
  return typeof text === "string" ? (text.match(/<[^>]+>|\w+/gu) ?? []).length : 0;
}

function model(body: Body): string {
  return String(body["model"]);
}

function listening(host: () => Host) {
  return serving(answering(host));
}

async function serving(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  return { url: `http://127.0.0.1:${port}/v1` };
}

function answering(host: () => Host): RequestListener {
  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await bodyOf(incoming);
    const { url = "" } = incoming;
    const [status, content] = host()(url, body) ?? [404, "Not Found"];
    const json = typeof content === "string" ? content : JSON.stringify(content);
    // Ollama streams lines, the others events.
    const isEvents = body["stream"] === true && status === 200 && !url.startsWith("/api/");
    outgoing.writeHead(status, {
      "content-type": isEvents ? "text/event-stream" : "application/json",
    });
    outgoing.end(isEvents ? `data: ${json}\n\n` : `${json}\n`);
  }

  return (incoming, outgoing) => void answer(incoming, outgoing);
}

async function bodyOf(incoming: IncomingMessage): Promise<Body> {
  const text = await textOf(incoming);
  const value: unknown = text === "" ? {} : JSON.parse(text);
  return Object.fromEntries(Object.entries(Object(value)));
}

function completing(url: string, name: string, now?: () => number) {
  const settings = settingsFor({ url, origin: url.replace(/\/v1$/u, "") });
  const lab = { model: name, base_url: url, api_key_env: "LAB_KEY" };
  return createCompletionClient(
    { ...settings, compatible: new Map([["lab", lab]]) },
    { provider: "lab", model: name },
    { env: KEYS, send: createHttpSend(), now },
  );
}
