import { ChatError, type ChatErrorCode } from "@hexai/chat";

import type { Endpoint } from "../transport/endpoint.ts";
import { fetchJson, jsonHeadersOf } from "../transport/fetch-json.ts";
import { sendRequest } from "../transport/send-request.ts";
import { fieldOf } from "../wires/field-of.ts";
import { fimFamilyOf } from "./fim-family.ts";
import type { FimRoute } from "./fim-route.ts";
import { serverRootOf } from "./server-root.ts";

/** A server that is there says who it is at once; longest wait for it, in seconds. */
const GREETING_SECONDS = 5;

/** A server that reads this suffix counts at least so many tokens in its usage, and one that does not far fewer. */
const PROBE_SUFFIX = " value".repeat(32);
const PROBE_SUFFIX_TOKENS = 24;

/**
 * Finds out by which route the model behind `endpoint` completes natively, with requests for at most one token: is it an
 * Ollama, a llama.cpp, or a host whose legacy completions really read a suffix or take a raw prompt?
 *
 * @returns undefined when there is no such route.
 * @throws {ChatError} (as a rejection) When the server cannot be asked now: no connection, a refused key, no such model, 429, 5xx.
 */
export async function probeRoute(endpoint: Endpoint): Promise<FimRoute | undefined> {
  if (await isOllama(endpoint)) {
    return await ollamaRouteOf(endpoint);
  }
  if ((await isLlamaCpp(endpoint)) && (await canInfill(endpoint))) {
    return "llamacpp";
  }
  return await completionsRouteOf(endpoint);
}

async function isOllama(endpoint: Endpoint): Promise<boolean> {
  return fieldOf(await greetingOf(endpoint, "/api/version"), "version") !== undefined;
}

async function isLlamaCpp(endpoint: Endpoint): Promise<boolean> {
  const props = await greetingOf(endpoint, "/props");
  return fieldOf(props, "default_generation_settings") !== undefined;
}

async function ollamaRouteOf(endpoint: Endpoint): Promise<FimRoute | undefined> {
  const { model } = endpoint.target;
  const root = serverRootOf(endpoint.target.baseUrl);
  const shown = await ask(endpoint, `${root}/api/show`, { model });
  const capabilities = fieldOf(shown, "capabilities");
  const canInsert = Array.isArray(capabilities)
    ? capabilities.includes("insert")
    : (await answerOf(endpoint, `${root}/api/generate`, {
        model,
        prompt: "a",
        suffix: "b",
        stream: false,
        options: { num_predict: 1 },
      })) !== undefined; // before 0.6.4 an Ollama did not tell
  if (canInsert) {
    return "ollama";
  }
  return fimFamilyOf(model) === undefined ? undefined : "ollama-raw";
}

/** Asks for no token at all, which a model without marks for a hole refuses. */
async function canInfill(endpoint: Endpoint): Promise<boolean> {
  const body = { input_prefix: "a", input_suffix: "b", prompt: "", n_predict: 0, stream: false };
  const url = `${serverRootOf(endpoint.target.baseUrl)}/infill`;
  return (await answerOf(endpoint, url, body)) !== undefined;
}

async function completionsRouteOf(endpoint: Endpoint): Promise<FimRoute | undefined> {
  const { model, baseUrl } = endpoint.target;
  const url = `${baseUrl}/completions`;
  const request = { model, prompt: "a", max_tokens: 1, stream: false };
  const answer = await answerOf(endpoint, url, { ...request, suffix: PROBE_SUFFIX });
  const usage = fieldOf(answer, "usage");
  if (Number(fieldOf(usage, "prompt_tokens")) >= PROBE_SUFFIX_TOKENS) {
    return "openai";
  }
  const family = fimFamilyOf(model);
  if (family === undefined) {
    return undefined;
  }
  const raw = { ...request, prompt: family.promptOf("a", "b") };
  return (await answerOf(endpoint, url, raw)) === undefined ? undefined : "openai-raw";
}

/** What is at an address that tells servers apart; undefined when there is nothing. */
async function greetingOf(endpoint: Endpoint, path: string): Promise<unknown> {
  const { idleSeconds, target } = endpoint;
  const limit = idleSeconds === 0 ? GREETING_SECONDS : Math.min(idleSeconds, GREETING_SECONDS);
  const url = `${serverRootOf(target.baseUrl)}${path}`;
  const asked = ask({ ...endpoint, idleSeconds: limit, attempts: 1 }, url);
  return await unless(asked, ({ status, code }) => status !== undefined || code === "unreadable");
}

/** What the server answers; undefined when it says that it cannot do this. */
async function answerOf(endpoint: Endpoint, url: string, body: object): Promise<unknown> {
  return await unless(
    ask(endpoint, url, body),
    ({ code, status }) => CANNOT.includes(code) || status === 501,
  );
}

const CANNOT: readonly ChatErrorCode[] = ["not-found", "rejected", "unreadable"];

async function unless(
  asked: Promise<unknown>,
  isRefusal: (error: ChatError) => boolean,
): Promise<unknown> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ChatError && isRefusal(error)) {
      return undefined;
    }
    throw error;
  }
}

function ask(endpoint: Endpoint, url: string, body?: object): Promise<unknown> {
  const { target } = endpoint;
  const request = {
    method: body === undefined ? "GET" : "POST",
    url,
    headers: jsonHeadersOf(target),
    body: body && JSON.stringify(body),
  } as const;
  return sendRequest(endpoint, undefined, ({ send }) => fetchJson(send, request, target));
}
