import { describe, it } from "vitest";

import { parseErrorBody } from "./parse-error-body.ts";

describe("parseErrorBody", () => {
  it.for([
    { body: '{"error":{"message":"no","type":"t"}}', words: "no", why: "OpenAI, Anthropic" },
    { body: '{"error":"no"}', words: "no", why: "Ollama" },
    { body: '{"message":"no"}', words: "no", why: "Mistral" },
    { body: '{"detail":"no"}', words: "no", why: "FastAPI" },
    {
      body: '{"detail":[{"type":"missing","loc":["body","messages",0,"role"],"msg":"no"}]}',
      words: "messages.0.role: no",
      why: "FastAPI, of a field",
    },
    { body: '[{"error":{"message":"no"}}]', words: "no", why: "Google, in a list" },
    { body: '{"error":{"message":""},"detail":"no"}', words: "no", why: "an empty one is skipped" },
    { body: '{"why":"no"}', words: '{"why":"no"}', why: "another shape is shown as it is" },
    { body: "null", words: "null", why: "so is JSON without a shape" },
    { body: " no \n", words: "no", why: "plain text" },
    { body: "<html>…", words: "a web page, Bad Gateway", why: "nobody reads HTML" },
    { body: "  ", words: "Bad Gateway", why: "the status line is better than nothing" },
  ])("finds $words: $why", ({ body, words }, { expect }) => {
    expect(parseErrorBody(body, "Bad Gateway").words).toBe(words);
  });
});
