import { describe, it } from "vitest";

import { refusalWords } from "./refusal-words.ts";

const OLLAMA = {
  provider: "ollama",
  model: "m",
  baseUrl: "http://h",
  section: "ollama",
  addressSetting: "ollama.base_url",
  key: undefined,
};
const LAB = { ...OLLAMA, provider: "lab", section: "compatible.lab" };

describe("refusalWords", () => {
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
    const { code, predicate } = refusalWords(target, { status: 401, words: "no" });

    expect(code).toBe("unauthorized");
    expect(predicate.endsWith(todo), predicate).toBe(true);
  });
});
