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
    {
      body: "<HTML><TITLE lang=en>\n 502:&#32;Not&nbsp;here &amp; &eacute;&Uuml;&hellip; &what;\n</TITLE>",
      words: 'a web page, "502: Not here & éÜ… &what;"',
      why: "a title has entities",
    },
    {
      body: "<!doctype html><!-- <title>a</title> --><script>'<title>b</title>'</script><title>c</title>",
      words: 'a web page, "c"',
      why: "comments and scripts are not shown",
    },
    {
      body: "<meta http-equiv=refresh content=0><h1>Log in</h1>",
      words: 'a web page, "Log in"',
      why: "a page may have no head",
    },
    {
      body: "<?xml version='1.0'?><Error><Code>X</Code><Message>Access Denied</Message></Error>",
      words: 'a web page, "Access Denied"',
      why: "Amazon S3",
    },
    { body: "  ", words: "Bad Gateway", why: "the status line is better than nothing" },
  ])("finds $words: $why", ({ body, words }, { expect }) => {
    expect(parseErrorBody(body, "Bad Gateway").words).toBe(words);
  });

  it.for([
    { error: { message: "no", type: "requests", code: "insufficient_quota" } },
    { error: { message: "no", type: "insufficient_quota", code: "429" } },
  ])("finds the kind that says that no money is left: $error", ({ error }, { expect }) => {
    expect(parseErrorBody(JSON.stringify({ error }), "").kind).toBe("insufficient_quota");
  });
});
