import { ChatError } from "@hexai/chat";

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

/** What one look at a server came to. */
export interface Finding {
  /** A route that was seen to work. Undefined means "not now", whatever the server answered. */
  readonly route: FimRoute | undefined;
  /** Something answered 503: a server that is still loading its model says nothing about what it will do. */
  readonly isLoading: boolean;
}

/** A look ends after so many seconds; a route that is slower than this to write one token is of no use to a typist. */
const LOOK_SECONDS = 10;

/** Ollama describes a model in some hundred thousand bytes, its licence and the names of its tensors among them. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** The requests that cost the server nothing have a head start of so many milliseconds over those that generate. */
const HEAD_START_MS = 500;

/** A server that reads the long suffix counts at least so many tokens more than for the short one or for none. */
const LONG_SUFFIX = " value".repeat(32);
const LONG_SUFFIX_TOKENS = 24;
const SHORT_SUFFIX = "b";

/** A raw prompt around two letters has no more tokens where its marks are single ones and no chat template is around it. */
const MOST_RAW_TOKENS = 16;

/**
 * Looks whether the model behind `endpoint` completes natively: by llama.cpp's `/infill`, by Ollama's `/api/generate` or by
 * OpenAI's legacy completions. A route counts when it was seen to work, with requests for at most one token.
 *
 * A probe can only ever say "native" or "not now". Proxies, gateways and single-page apps answer at addresses that they do
 * not know with anything at all, so nothing else is concluded from an answer, and no failure leaves this function: the
 * completion then comes by Chat, and the server is looked at again later.
 */
export async function probeRoute(endpoint: Endpoint): Promise<Finding> {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), LOOK_SECONDS * 1000);
  const look = createLook(endpoint, ending.signal);
  try {
    const props = look.get(`${look.root}/props`);
    const infill = canInfill(look);
    const llamaCpp = Promise.all([props, infill]).then(([properties, can]) =>
      can && isLlamaCpp(properties) ? "llamacpp" : undefined,
    );
    const shown = look.post(`${look.root}/api/show`, { model: look.model });
    const ollama = shown.then((model) => ollamaRouteOf(look, model));
    const greeted = Promise.all([llamaCpp, shown.then(isOllamaModel)]);
    const others = within(greeted, HEAD_START_MS).then(async ([known, isOllama] = NOBODY) => {
      const isAsked = known !== undefined || isOllama; // by a route of its own
      return isAsked || look.isDown() ? undefined : await otherRouteOf(look, infill);
    });
    const route = await firstRouteOf([llamaCpp, ollama, others]);
    return { route, isLoading: look.isLoading() };
  } finally {
    clearTimeout(timer);
    ending.abort(); // closes the connections on which nothing came
  }
}

/** Who has greeted when nobody has in time. */
const NOBODY: [undefined, false] = [undefined, false];

/** One look: what it asks, and what it has met. */
interface Look {
  readonly model: string;
  readonly baseUrl: string;
  /** Where the addresses are that are not OpenAI's. */
  readonly root: string;
  /** The JSON that the server answers; undefined for everything else. Never rejects. */
  readonly get: (url: string) => Promise<unknown>;
  /** The same for a request with a body. */
  readonly post: (url: string, body: object) => Promise<unknown>;
  readonly isLoading: () => boolean;
  /** Whether every answer so far was that of a gateway that has nobody behind it. */
  readonly isDown: () => boolean;
}

/** What a gateway says of a server that it cannot reach, by RFC 9110: Bad Gateway and Gateway Timeout. */
const NOBODY_BEHIND: readonly (number | undefined)[] = [502, 504];

function createLook(endpoint: Endpoint, signal: AbortSignal): Look {
  const { target } = endpoint;
  // The looks have a schedule of their own. The host's circuit would count refused probes as a host that is down.
  const probing = {
    ...endpoint,
    attempts: 1,
    idleSeconds: LOOK_SECONDS,
    idleSetting: undefined,
    circuit: createClosedCircuit(),
  };
  let isLoading = false;
  let asked = 0;
  let answersOfGateway = 0;

  async function ask(request: HttpRequest): Promise<unknown> {
    try {
      asked += 1;
      return await sendRequest(probing, signal, ({ send }) =>
        fetchJson(bounded(send), request, target),
      );
    } catch (error) {
      const status = error instanceof ChatError ? error.status : undefined;
      isLoading ||= status === 503;
      answersOfGateway += Number(NOBODY_BEHIND.includes(status));
      return undefined; // whatever it was, it is not "native", and that is all that a probe can say
    }
  }

  const { model, baseUrl } = target;
  const headers = jsonHeadersOf(target);
  return {
    model,
    baseUrl,
    root: serverRootOf(baseUrl),
    get: (url) => ask({ method: "GET", url, headers }),
    post: (url, body) => ask({ method: "POST", url, headers, body: JSON.stringify(body) }),
    isLoading: () => isLoading,
    isDown: () => asked > 0 && asked === answersOfGateway,
  };
}

/** Ends an answer that goes on and on. */
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
      return; // what came of it is no JSON
    }
  }
}

function isLlamaCpp(properties: unknown): boolean {
  return fieldOf(properties, "default_generation_settings") !== undefined;
}

/** Asks llama.cpp for no token at all, which it refuses for a model without marks for a hole. */
async function canInfill({ post, model, root }: Look): Promise<boolean> {
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

/** Whether this is how Ollama describes a model. Others do too; what their `/api/generate` does is looked at next. */
function isOllamaModel(shown: unknown): boolean {
  return ["capabilities", "details", "model_info", "modelfile", "template"].some(
    (name) => fieldOf(shown, name) !== undefined,
  );
}

async function ollamaRouteOf(look: Look, shown: unknown): Promise<FimRoute | undefined> {
  if (!isOllamaModel(shown)) {
    return undefined;
  }
  const { post, model, root } = look;
  const family = fimFamilyOf(model);
  const capabilities = fieldOf(shown, "capabilities");
  const generate = (texts: object): Promise<unknown> =>
    post(`${root}/api/generate`, { model, ...texts, stream: false, options: { num_predict: 1 } });

  if (Array.isArray(capabilities)) {
    if (capabilities.includes("insert")) {
      const answer = await generate({ prompt: "a", suffix: LONG_SUFFIX });
      return isGenerated(answer) ? "ollama" : undefined;
    }
  } else {
    // Before 0.6.4 an Ollama did not tell, and long before that it did not read a suffix. Without one it would put a chat
    // template around the prompt, whose tokens would be taken for those of a suffix.
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
  return isGenerated(raw) && !(ollamaTokensIn(raw) > MOST_RAW_TOKENS) ? "ollama-raw" : undefined;
}

function isGenerated(answer: unknown): boolean {
  return typeof fieldOf(answer, "response") === "string" && hasNoError(answer);
}

/**
 * What is left: a host that reads a suffix at `/completions`; a llama.cpp whose `/props` cannot be seen; and a host that takes
 * a raw prompt at `/completions`. In this order, because llama.cpp takes raw prompts too, and knows the marks better.
 */
async function otherRouteOf(look: Look, infill: Promise<boolean>): Promise<FimRoute | undefined> {
  const { post, model, baseUrl } = look;
  const family = fimFamilyOf(model);
  const complete = (texts: object): Promise<unknown> =>
    post(`${baseUrl}/completions`, { model, ...texts, max_tokens: 1, stream: false });

  // Many hosts put the prompt into a chat and drop the suffix: then both count the same, and a raw prompt counts too much.
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
  return isCompleted(raw) && openAiTokensIn(raw) <= MOST_RAW_TOKENS ? "openai-raw" : undefined;
}

function isCompleted(answer: unknown): boolean {
  const text = fieldOf(fieldOf(fieldOf(answer, "choices"), "0"), "text");
  return typeof text === "string" && hasNoError(answer);
}

/** Some hosts say 200 and put what went wrong into the body; others always have the field. */
function hasNoError(answer: unknown): boolean {
  return (fieldOf(answer, "error") ?? undefined) === undefined;
}

/** @param without - In tokens, as `long`: what is counted when there is no suffix, or a short one. */
function readsSuffix(long: number, without: number): boolean {
  return long - without >= LONG_SUFFIX_TOKENS;
}

/** How many tokens the prompt had; NaN when the server does not say. */
function ollamaTokensIn(answer: unknown): number {
  return tokensIn(fieldOf(answer, "prompt_eval_count"));
}

function openAiTokensIn(answer: unknown): number {
  return tokensIn(fieldOf(fieldOf(answer, "usage"), "prompt_tokens"));
}

function tokensIn(count: unknown): number {
  return typeof count === "number" ? count : Number.NaN;
}

/** The first that is one, so that an address that hangs keeps nobody; undefined when none is. */
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
