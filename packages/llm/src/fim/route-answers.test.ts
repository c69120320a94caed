import { performance } from "node:perf_hooks";

import { type ProviderReply, type ProviderRequest, startProvider } from "@hexai/testing";
import { describe, it, onTestFinished } from "vitest";

import { createClient } from "../chat/create-client.ts";
import { KEYS, settingsFor } from "../testing/connect.ts";
import { createCircuits } from "../transport/circuits.ts";
import { createHttpSend } from "../transport/io/http-send.ts";
import { createCompletionClient } from "./create-completion-client.ts";

type Pages = Readonly<Record<string, (request: ProviderRequest) => ProviderReply>>;

/** Every address at which a server was ever asked how its models complete. */
const ROUTES = [
  "GET /api/version",
  "POST /api/show",
  "POST /api/generate",
  "GET /props",
  "POST /infill",
  "POST /v1/completions",
];

const NOT_FOUND = status(404, "404 page not found");

/** Hosts whose Chat works. One answer after the other takes the place of what they say at their other addresses. */
const HOSTS: Readonly<Record<string, Pages>> = {
  "plain chat": Object.fromEntries(ROUTES.map((route) => [route, () => NOT_FOUND])),
  ollama: {
    "GET /api/version": () => status(200, { version: "0.12.0" }),
    "POST /api/show": () => status(200, { capabilities: ["completion", "insert"] }),
    "POST /api/generate": () => ({ type: "answer", deltas: ["native"] }),
    "GET /props": () => NOT_FOUND,
    "POST /infill": () => NOT_FOUND,
  },
  "llama.cpp": {
    "GET /api/version": () => NOT_FOUND,
    "POST /api/show": () => NOT_FOUND,
    "POST /api/generate": () => NOT_FOUND,
    "GET /props": () => status(200, { default_generation_settings: {} }),
    "POST /infill": () => ({ type: "answer", deltas: ["native"] }),
    "POST /v1/completions": () => status(400, { error: { message: "no suffix" } }),
  },
  "legacy completions": {
    "GET /api/version": () => NOT_FOUND,
    "POST /api/show": () => NOT_FOUND,
    "POST /api/generate": () => NOT_FOUND,
    "GET /props": () => NOT_FOUND,
    "POST /infill": () => NOT_FOUND,
    "POST /v1/completions": () => ({ type: "answer", deltas: ["native"] }),
  },
};

const JSON_TYPE = { "content-type": "application/json" };
const PAGE = "<!doctype html><html><body><div id=app></div></body></html>";

/** What proxies, gateways, single-page apps and other servers answer at addresses that they do not know. */
const ANSWERS: Readonly<Record<string, (request: ProviderRequest) => ProviderReply>> = {
  "a web page": () => status(200, PAGE, { "content-type": "text/html" }),
  "{}": () => status(200, {}),
  "[]": () => status(200, []),
  null: () => status(200, "null", JSON_TYPE),
  "an empty body": () => status(200, ""),
  "204": () => status(204, ""),
  "a redirect to itself": ({ path }) => status(301, "", { location: path }),
  "a temporary redirect to itself": ({ path }) => status(302, "", { location: path }),
  "a redirect to another origin": () => status(302, "", { location: "http://127.0.0.1:9/login" }),
  "a redirect without a place": () => status(307, ""),
  ...Object.fromEntries(
    [400, 401, 403, 404, 405, 408, 422, 429, 500, 501, 502, 503, 504].map((code) => [
      String(code),
      () => status(code, { error: { message: "no" } }),
    ]),
  ),
  "429 for an hour": () => status(429, "", { "retry-after": "3600" }),
  "503 in HTML": () => status(503, PAGE),
  "an error with 200": () => status(200, { error: "Unexpected endpoint or method." }),
  "the wrong content type": () => status(200, "OK", { "content-type": "application/json" }),
  "garbage in JSON": () => status(200, '{"capabilities":["insert"', JSON_TYPE),
  "fields of the wrong type": () =>
    status(200, { capabilities: "insert", content: 1, response: {}, choices: {}, usage: [] }),
  "a hang": () => ({ type: "hang" }),
  "a head and then a hang": () => ({ type: "raw", chunks: endless("x"), delayMs: 60_000 }),
  "a slow dribble": () => ({ type: "raw", chunks: endless(" "), delayMs: 50 }),
  "a reset": () => ({ type: "reset" }),
  "half an answer": () => ({ type: "break-off", deltas: [] }),
};

describe("a completion comes in time, whatever is at the other addresses:", () => {
  it.for(Object.entries(ANSWERS))("%s", { timeout: 60_000 }, async ([, answer], { expect }) => {
    const cells = Object.entries(HOSTS).flatMap(([host, pages]) =>
      [...ROUTES.map((route) => [route]), ROUTES].map((routes) => ({ host, pages, routes })),
    );

    const outcomes = await Promise.all(
      cells.map(async ({ host, pages, routes }) => {
        const broken = Object.fromEntries(routes.map((route) => [route, answer]));
        return { host, routes, ...(await completedTwice({ ...pages, ...broken })) };
      }),
    );

    expect(outcomes.filter(({ texts }) => texts.some((text) => !isText(text)))).toEqual([]);
    // Far below the request timeout of 60 s. How long a look is waited for, the test of the route finder shows.
    expect(outcomes.filter(({ longestMs }) => longestMs > 30_000)).toEqual([]);
  });

  it("a body that does not end", { timeout: 60_000 }, async ({ expect }) => {
    const megabyte = "x".repeat(1024 * 1024);
    const answer = (): ProviderReply => ({ type: "raw", chunks: endless(megabyte) });
    const pages = Object.fromEntries(ROUTES.map((route) => [route, answer]));
    const before = process.memoryUsage().rss;

    const { texts } = await completedTwice(pages);

    expect(texts).toEqual(["chat", "chat"]);
    expect(process.memoryUsage().rss - before).toBeLessThan(600 * 1024 * 1024);
  });
});

function isText(text: unknown): boolean {
  return text === "chat" || text === "native";
}

/** Two completions, each natively or else in a Chat, as the language server asks for them. */
async function completedTwice(pages: Pages) {
  const provider = await startProvider({
    pages,
    probes: "answered",
    respond: ({ path }) =>
      path.endsWith("/chat/completions") || path.endsWith("/api/chat")
        ? { type: "answer", deltas: ["chat"] }
        : { type: "answer", deltas: ["native"] },
  });
  onTestFinished(() => provider.stop());
  const settings = settingsFor(provider);
  const choice = { provider: "lab", model: "tiny" };
  // As in the language server, where one circuit may keep all of its features from a host.
  const circuits = createCircuits(() => performance.now());
  const given = { env: KEYS, send: createHttpSend(), circuits };
  const native = await createCompletionClient(settings, choice, given);
  const chat = await createClient(settings, choice, given);
  const texts: unknown[] = [];
  let longestMs = 0;
  for (let count = 0; count < 2; count += 1) {
    const begunAt = performance.now();
    texts.push(
      await native
        .complete({ prefix: "a", suffix: "b" })
        .then(
          async (completion) =>
            completion ?? (await chat.chat({ messages: [{ role: "user", content: "a" }] })),
        )
        .then(
          ({ text }) => text,
          (error: unknown) => error,
        ),
    );
    longestMs = Math.max(longestMs, performance.now() - begunAt);
  }
  return { texts, longestMs };
}

function* endless(piece: string): Generator<Uint8Array> {
  const bytes = Buffer.from(piece);
  for (;;) {
    yield bytes;
  }
}

function status(
  code: number,
  body: string | object,
  headers: Readonly<Record<string, string>> = {},
): ProviderReply {
  return { type: "status", status: code, body, headers };
}
