import { describe, it } from "vitest";

import { type Refusal, explainRefusal } from "./explain-refusal.ts";

const OLLAMA = {
  provider: "ollama",
  model: "m",
  baseUrl: "http://h",
  section: "ollama",
  addressSetting: "ollama.base_url",
  key: undefined,
};
const LAB = { ...OLLAMA, provider: "lab", section: "compatible.lab" };

describe("explainRefusal", () => {
  it.for([
    { target: OLLAMA, todo: "put the key into OLLAMA_API_KEY", why: "a provider that Hexai knows" },
    {
      target: LAB,
      todo: "name the variable that holds the key in compatible.lab.api_key_env",
      why: "a host of the user's own",
    },
    {
      target: { ...LAB, key: { source: "LAB_KEY", value: "x" } },
      todo: "refused the key in LAB_KEY (HTTP 401: no); set it to a valid one",
      why: "a key that is no good",
    },
    {
      target: { ...LAB, headers: { "api-key": "x" }, query: { sig: "x" } },
      todo: "refused the request (HTTP 401: no); check compatible.lab.headers and compatible.lab.query, or name the variable that holds the key in compatible.lab.api_key_env",
      why: "a host with headers and a query",
    },
  ])("says of a 401 what to do: $why", ({ target, todo }, { expect }) => {
    const { code, predicate } = explainRefusal(target, { status: 401, words: "no" });

    expect(code).toBe("unauthorized");
    expect(predicate.endsWith(todo), predicate).toBe(true);
  });

  it.for<{ refusal: Refusal; code: string; says: RegExp; why: string }>([
    {
      refusal: { status: 403, words: 'a web page, "Blocked"', isWebPage: true },
      code: "rejected",
      says: /firewall.*lab\.test/u,
      why: "a firewall says nothing about the key",
    },
    {
      refusal: { status: 403, words: "Country, region, or territory not supported" },
      code: "rejected",
      says: /place you ask from.*another provider/u,
      why: "nor does a border",
    },
    {
      refusal: { status: 400, words: "User location is not supported for the API use." },
      code: "rejected",
      says: /place you ask from/u,
      why: "Google says so with another status",
    },
    {
      refusal: { status: 403, words: "Permission denied on projects/x/locations/us-central1" },
      code: "unauthorized",
      says: /refused the key in LAB_KEY/u,
      why: "where the model is, is not where the user is",
    },
    {
      refusal: { status: 403, words: "error code: 1020" },
      code: "rejected",
      says: /firewall/u,
      why: "Cloudflare has no page for programs",
    },
    {
      refusal: { status: 403, words: "Request blocked by WAF policy" },
      code: "rejected",
      says: /firewall/u,
      why: "a firewall has no page for programs",
    },
    {
      refusal: { status: 405, words: "no" },
      code: "rejected",
      says: /; check lab\.test$/u,
      why: "the address is wrong, not the prompt",
    },
    {
      refusal: { status: 429, words: "no", retryAfterMs: 280_596_081_000 },
      code: "rate-limited",
      says: /; wait, or check your quota$/u,
      why: "nobody means nine years",
    },
    {
      refusal: { status: 429, words: "no", retryAfterMs: 259_200_000 },
      code: "rate-limited",
      says: /; wait 3 days, or/u,
      why: "nobody counts days in seconds",
    },
    {
      refusal: { status: 403, words: "Your API key lacks a scope" },
      code: "unauthorized",
      says: /refused the key in LAB_KEY/u,
      why: "this is about the key",
    },
    {
      refusal: { status: 401, words: 'a web page, "Sign in"', isWebPage: true },
      code: "unauthorized",
      says: /another login.*lab\.test, and the key in LAB_KEY/u,
      why: "a gateway has a login of its own",
    },
    {
      refusal: { status: 429, words: "no", kind: "insufficient_quota" },
      code: "rate-limited",
      says: /no quota left.*billing/u,
      why: "waiting does not help",
    },
    {
      refusal: { status: 429, words: "slow", retryAfterMs: 1500 },
      code: "rate-limited",
      says: /wait 2 s/u,
      why: "waiting helps",
    },
    {
      refusal: { status: 400, words: "This model's maximum context length is 8192 tokens." },
      code: "rejected",
      says: /prompt that is too long.*less text/u,
      why: "OpenAI",
    },
    {
      refusal: { status: 400, words: "prompt is too long: 210000 tokens > 200000 maximum" },
      code: "rejected",
      says: /prompt that is too long/u,
      why: "Anthropic",
    },
    {
      refusal: { status: 400, words: "the request exceeds the available context size" },
      code: "rejected",
      says: /prompt that is too long/u,
      why: "llama.cpp",
    },
    {
      refusal: { status: 413, words: "" },
      code: "rejected",
      says: /prompt that is too long/u,
      why: "a gateway's limit",
    },
    {
      refusal: {
        status: 400,
        words: 'a web page, "400 The plain HTTP request was sent to HTTPS port"',
        isWebPage: true,
      },
      code: "rejected",
      says: /use https:\/\/ in lab\.test$/u,
      why: "nginx with TLS",
    },
    {
      refusal: { status: 400, words: "Client sent an HTTP request to an HTTPS server." },
      code: "rejected",
      says: /use https:\/\/ in lab\.test$/u,
      why: "Go with TLS",
    },
    {
      refusal: { status: 404, words: 'a web page, "404 Not Found"', isWebPage: true },
      code: "not-found",
      says: /"404 Not Found"\); check the model's name and lab\.test$/u,
      why: "the address",
    },
    {
      refusal: { status: 408, words: "" },
      code: "unavailable",
      says: /too long for the request \(HTTP 408\); try again/u,
      why: "it may pass",
    },
    {
      refusal: { status: 304, words: "" },
      code: "rejected",
      says: /check lab\.test/u,
      why: "no answer at all",
    },
  ])("says $says for $refusal.status: $why", ({ refusal, code, says }, { expect }) => {
    const key = { source: "LAB_KEY", value: "x" };

    const words = explainRefusal({ ...LAB, key, addressSetting: "lab.test" }, refusal);

    expect(words.code).toBe(code);
    expect(words.predicate).toMatch(says);
  });

  it.for([
    { baseUrl: "http://h/v1", scheme: "http", isNamed: true, why: "it may have answered itself" },
    { baseUrl: "https://h/v1", scheme: "http", isNamed: false, why: "it cannot look into TLS" },
    { baseUrl: "http://h/v1", scheme: "socks5h", isNamed: false, why: "SOCKS answers nothing" },
  ] as const)(
    "names the proxy ($scheme) of a page from $baseUrl: $isNamed, $why",
    ({ baseUrl, scheme, isNamed }, { expect }) => {
      const proxy = { variable: "all_proxy", address: { scheme, host: "p", port: 1 } };
      const page = { words: 'a web page, "x"', isWebPage: true };
      const nothing = { words: "Forbidden", isEmpty: true };

      for (const status of [400, 403, 404, 405, 429, 501, 502]) {
        for (const body of [page, nothing]) {
          const { predicate } = explainRefusal({ ...LAB, baseUrl, proxy }, { ...body, status });

          expect(predicate.split("the proxy p:1 in all_proxy"), predicate).toHaveLength(
            isNamed ? 2 : 1,
          );
        }
      }
    },
  );

  it.for([
    { words: "This model's maximum context length is 8192 tokens", isTooLong: true, why: "OpenAI" },
    {
      words: "prompt is too long: 210000 tokens > 200000 maximum",
      isTooLong: true,
      why: "Anthropic",
    },
    { words: "This model's maximum prompt length is 131072", isTooLong: true, why: "xAI" },
    { words: "Range of input length should be [1, 30720]", isTooLong: true, why: "DashScope" },
    { words: "the request exceeds the available context size", isTooLong: true, why: "llama.cpp" },
    {
      words:
        "input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000, decrease input length or `max_tokens` and try again",
      isTooLong: true,
      why: "Anthropic, with the answer counted in",
    },
    {
      words:
        "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 8193. Given: 9000 `inputs` tokens and 512 `max_new_tokens`",
      isTooLong: true,
      why: "Text Generation Inference",
    },
    {
      words: "Input validation error: `inputs` must have less than 4095 tokens. Given: 5000",
      isTooLong: true,
      why: "Text Generation Inference, alone",
    },
    {
      words: "The input (9000 tokens) is longer than the model's context length (8192 tokens).",
      isTooLong: true,
      why: "SGLang",
    },
    {
      words: "Please reduce the length of the messages or completion.",
      isTooLong: true,
      why: "Groq and others",
    },
    {
      words: "This endpoint's maximum context limit is 8192 tokens",
      isTooLong: true,
      why: "a gateway",
    },
    {
      words: "prompt token count of 70000 exceeds the limit of 64000",
      isTooLong: true,
      why: "Copilot",
    },
    {
      words: "Invalid request: Your request exceeded model token limit: 8192",
      isTooLong: true,
      why: "Moonshot",
    },
    { words: "Prompt exceeds max length", isTooLong: true, why: "Zhipu" },
    { words: "litellm.ContextWindowExceededError: no", isTooLong: true, why: "LiteLLM" },
    {
      words:
        "Request too large for gpt-4.1 on tokens per min (TPM): Limit 30000, Requested 40000. The input or output tokens must be reduced in order to run successfully.",
      isTooLong: true,
      why: "OpenAI's limit of a minute",
    },
    { words: "string too long. Expected a string of at most 64", isTooLong: false, why: "a name" },
    { words: "`max_tokens` must be at least 1", isTooLong: false, why: "a setting" },
    {
      words: "max_tokens: 200000 > 64000, which is the maximum allowed number of output tokens",
      isTooLong: false,
      why: "the answer alone",
    },
    { words: "the picture is too large", isTooLong: false, why: "something else" },
  ])("tells whether fewer messages may do: $why", ({ words, isTooLong }, { expect }) => {
    expect(explainRefusal(LAB, { status: 400, words }).isTooLong ?? false).toBe(isTooLong);
  });
});
