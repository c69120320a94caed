import { ChatError } from "@hexai/chat";

import type { ModelOptions } from "../target/llm-settings.ts";
import { createClosedCircuit } from "../transport/circuits.ts";
import type { Endpoint } from "../transport/endpoint.ts";
import { fetchJson, jsonHeadersOf } from "../transport/fetch-json.ts";
import { sendRequest } from "../transport/send-request.ts";
import type { HttpRequest, Send } from "../transport/send.ts";
import { within } from "../transport/within.ts";
import { fieldOf } from "../wires/field-of.ts";
import { fimFamilyOf } from "./fim-family.ts";
import type { FimRoute } from "./fim-route.ts";
import { serverRootOf } from "./server-root.ts";

/** The result of one probe. */
export interface ProbeResult {
  /** A route that worked. Undefined means "not now", whatever the server answered. */
  readonly route: FimRoute | undefined;
  /** Whether a request was answered with 503: a server that is still loading its model cannot show yet what it supports. */
  readonly isLoading: boolean;
}

/** Longest probe, in seconds. A server that takes longer for one token is too slow for completions while typing. */
const PROBE_SECONDS = 10;

/** Ollama's description of a model has some hundred thousand bytes, with the licence and the names of its tensors. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** Requests that cost the server nothing are sent this much before those that generate, in milliseconds. */
const HEAD_START_MS = 500;

/** A server that reads the long suffix reports at least LONG_SUFFIX_TOKENS more than for a short suffix or none. */
const LONG_SUFFIX = " value".repeat(32);
const LONG_SUFFIX_TOKENS = 24;
const SHORT_SUFFIX = "b";

/** Most tokens of a raw prompt around two letters. More means that FIM tokens were split, or a chat template was added. */
const MAX_RAW_TOKENS = 16;

/**
 * Probes whether the model behind `endpoint` completes natively: with llama.cpp's `/infill`, Ollama's `/api/generate` or OpenAI's
 * legacy completions. A route counts only when it worked, with requests for at most one token.
 *
 * The result is either a route or "not now". Proxies, gateways and single-page apps answer unknown addresses with anything at
 * all, so nothing else is concluded from an answer. The function never rejects for a failed request: the completion then
 * comes by Chat, and the server is probed again later.
 */
export async function probeRoute(endpoint: Endpoint): Promise<ProbeResult> {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), PROBE_SECONDS * 1000);
  const probe = createProbe(endpoint, ending.signal);
  try {
    const props = probe.get(`${probe.root}/props`);
    const infill = canInfill(probe);
    const llamaCpp = Promise.all([props, infill]).then(([properties, can]) =>
      can && isLlamaCpp(properties) ? "llamacpp" : undefined,
    );
    const shown = probe.post(`${probe.root}/api/show`, { model: probe.model });
    const ollama = shown.then((model) => ollamaRouteOf(probe, model));
    const identified = Promise.all([llamaCpp, shown.then(isOllamaModel)]);
    const others = within(identified, HEAD_START_MS).then(
      async ([known, isOllama] = UNIDENTIFIED) => {
        const hasOwnRoute = known !== undefined || isOllama; // llama.cpp and Ollama are probed above
        return hasOwnRoute || probe.isDown() ? undefined : await otherRouteOf(probe, infill);
      },
    );
    const route = await firstRouteOf([llamaCpp, ollama, others]);
    return { route, isLoading: probe.isLoading() };
  } finally {
    clearTimeout(timer);
    ending.abort(); // closes the connections of unanswered requests
  }
}

/** The result when no server identified itself in time. */
const UNIDENTIFIED: [undefined, false] = [undefined, false];

/** One probe of a server: the requests it can send, and what their answers showed. */
interface Probe {
  readonly model: string;
  readonly baseUrl: string;
  /** The root of the addresses that are not OpenAI's. */
  readonly root: string;
  /** Those of the completions that may follow, so that the server loads the model once. */
  readonly options: ModelOptions | undefined;
  /** Resolves with the JSON of the answer; undefined for anything else. Never rejects. */
  readonly get: (url: string) => Promise<unknown>;
  /** The same for a request with a body. */
  readonly post: (url: string, body: object) => Promise<unknown>;
  readonly isLoading: () => boolean;
  /** Whether every answer so far came from a gateway that cannot reach its server. */
  readonly isDown: () => boolean;
}

/** Statuses of a gateway that cannot reach its server (RFC 9110): Bad Gateway and Gateway Timeout. */
const GATEWAY_STATUSES: readonly (number | undefined)[] = [502, 504];

function createProbe(endpoint: Endpoint, signal: AbortSignal): Probe {
  const { target } = endpoint;
  // Probes have their own schedule. The host's circuit would take refused probes for a host that is down.
  const probeEndpoint = {
    ...endpoint,
    attempts: 1,
    idleSeconds: PROBE_SECONDS,
    idleSetting: undefined,
    circuit: createClosedCircuit(),
  };
  let isLoading = false;
  let asked = 0;
  let answersOfGateway = 0;

  async function ask(request: HttpRequest): Promise<unknown> {
    try {
      asked += 1;
      return await sendRequest(probeEndpoint, signal, ({ send }) =>
        fetchJson(bounded(send), request, target),
      );
    } catch (error) {
      const status = error instanceof ChatError ? error.status : undefined;
      isLoading ||= status === 503;
      answersOfGateway += Number(GATEWAY_STATUSES.includes(status));
      return undefined; // any failure means that this route does not work now
    }
  }

  const { model, baseUrl, completionOptions } = target;
  const headers = jsonHeadersOf(target);
  return {
    model,
    baseUrl,
    root: serverRootOf(baseUrl),
    options: completionOptions,
    get: (url) => ask({ method: "GET", url, headers }),
    post: (url, body) => ask({ method: "POST", url, headers, body: JSON.stringify(body) }),
    isLoading: () => isLoading,
    isDown: () => asked > 0 && asked === answersOfGateway,
  };
}

/** Limits the body to MAX_ANSWER_BYTES. */
function bounded(send: Send): Send {
  return async (request) => {
    const response = await send(request);
    return { ...response, body: beginningOf(response.body) };
  };
}

async function* beginningOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of body) {
    yield piece;
    bytes += piece.byteLength;
    if (bytes > MAX_ANSWER_BYTES) {
      return; // the truncated text is not valid JSON, so the answer does not count
    }
  }
}

function isLlamaCpp(properties: unknown): boolean {
  return fieldOf(properties, "default_generation_settings") !== undefined;
}

/** Asks llama.cpp for zero tokens, which it refuses for a model without FIM tokens. */
async function canInfill({ post, model, root }: Probe): Promise<boolean> {
  const answer = await post(`${root}/infill`, {
    model,
    input_prefix: "a",
    input_suffix: SHORT_SUFFIX,
    prompt: "",
    n_predict: 0,
    stream: false,
  });
  return typeof fieldOf(answer, "content") === "string" && hasNoError(answer);
}

/** Whether this looks like Ollama's description of a model. Other servers imitate it, so their `/api/generate` is tried too. */
function isOllamaModel(shown: unknown): boolean {
  return ["capabilities", "details", "model_info", "modelfile", "template"].some(
    (name) => fieldOf(shown, name) !== undefined,
  );
}

async function ollamaRouteOf(probe: Probe, shown: unknown): Promise<FimRoute | undefined> {
  if (!isOllamaModel(shown)) {
    return undefined;
  }
  const { post, model, root, options } = probe;
  const family = fimFamilyOf(model);
  const capabilities = fieldOf(shown, "capabilities");
  const generate = (texts: object): Promise<unknown> =>
    post(`${root}/api/generate`, {
      model,
      ...texts,
      stream: false,
      options: { ...options, num_predict: 1 },
    });

  if (Array.isArray(capabilities)) {
    if (capabilities.includes("insert")) {
      const answer = await generate({ prompt: "a", suffix: LONG_SUFFIX });
      return isGenerated(answer) ? "ollama" : undefined;
    }
  } else {
    // Ollama before 0.6.4 does not report capabilities, and much older ones ignore a suffix. The comparison is with a short
    // suffix: without one Ollama adds a chat template, whose tokens would probe like those of a suffix.
    const [long, short] = await Promise.all(
      [LONG_SUFFIX, SHORT_SUFFIX].map((suffix) => generate({ prompt: "a", suffix })),
    );
    if (isGenerated(long) && readsSuffix(ollamaTokensIn(long), ollamaTokensIn(short))) {
      return "ollama";
    }
  }
  if (family === undefined) {
    return undefined;
  }
  const raw = await generate({ prompt: family.promptOf("a", "b"), raw: true });
  return isGenerated(raw) && !(ollamaTokensIn(raw) > MAX_RAW_TOKENS) ? "ollama-raw" : undefined;
}

function isGenerated(answer: unknown): boolean {
  return typeof fieldOf(answer, "response") === "string" && hasNoError(answer);
}

/**
 * Tries, in this order, a host that reads a suffix at `/completions`, a llama.cpp whose `/props` is not accessible, and a host
 * that accepts a raw prompt at `/completions`. llama.cpp accepts raw prompts too, but knows the model's FIM tokens better.
 */
async function otherRouteOf(probe: Probe, infill: Promise<boolean>): Promise<FimRoute | undefined> {
  const { post, model, baseUrl } = probe;
  const family = fimFamilyOf(model);
  const complete = (texts: object): Promise<unknown> =>
    post(`${baseUrl}/completions`, { model, ...texts, max_tokens: 1, stream: false });

  // Many hosts wrap the prompt in a chat template and drop the suffix. Then the first two report equal token counts, and the
  // raw prompt reports too many.
  const [long, without, raw] = await Promise.all([
    complete({ prompt: "a", suffix: LONG_SUFFIX }),
    complete({ prompt: "a" }),
    family && complete({ prompt: family.promptOf("a", "b") }),
  ]);
  if (isCompleted(long) && readsSuffix(openAiTokensIn(long), openAiTokensIn(without))) {
    return "openai";
  }
  if ((await within(infill, HEAD_START_MS)) === true) {
    return "llamacpp";
  }
  return isCompleted(raw) && openAiTokensIn(raw) <= MAX_RAW_TOKENS ? "openai-raw" : undefined;
}

function isCompleted(answer: unknown): boolean {
  const text = fieldOf(fieldOf(fieldOf(answer, "choices"), "0"), "text");
  return typeof text === "string" && hasNoError(answer);
}

/** Some hosts report errors in a 200; others always send the field, as null. */
function hasNoError(answer: unknown): boolean {
  return (fieldOf(answer, "error") ?? undefined) === undefined;
}

/** Compares the token count of a prompt with the long suffix to that of one with a short suffix or none. */
function readsSuffix(long: number, without: number): boolean {
  return long - without >= LONG_SUFFIX_TOKENS;
}

/** The token count of the prompt; NaN when the server does not report it. */
function ollamaTokensIn(answer: unknown): number {
  return tokensIn(fieldOf(answer, "prompt_eval_count"));
}

function openAiTokensIn(answer: unknown): number {
  return tokensIn(fieldOf(fieldOf(answer, "usage"), "prompt_tokens"));
}

function tokensIn(count: unknown): number {
  return typeof count === "number" ? count : Number.NaN;
}

/** The first promise that yields a route, so that a hanging address delays nothing; undefined when none does. */
async function firstRouteOf(
  routes: readonly Promise<FimRoute | undefined>[],
): Promise<FimRoute | undefined> {
  return await new Promise((resolve, reject) => {
    for (const route of routes) {
      route.then((found) => found !== undefined && resolve(found), reject);
    }
    Promise.all(routes).then(() => resolve(undefined), reject);
  });
}
