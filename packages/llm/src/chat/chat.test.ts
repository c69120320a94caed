import { inspect } from "node:util";

import type { ChatRequest } from "@hexai/chat";
import type { ProviderReply } from "@hexai/testing";
import { describe, it, onTestFinished, vi } from "vitest";

import { connect, KEY, PROVIDERS_UNDER_TEST } from "../testing/connect.ts";

const REQUEST: ChatRequest = {
  messages: [
    { role: "system", content: "Be é." },
    { role: "user", content: "¿qué?" },
    { role: "assistant", content: "🙂" },
    { role: "user", content: "more" },
  ],
};
const OK: ProviderReply = { type: "answer", deltas: ["ok"] };
const TEXT = "Grüße, 世界! 👩‍👩‍👧\n";

describe.for(PROVIDERS_UNDER_TEST)("a Chat with %s", (name) => {
  it("resolves with the text and its sizes in bytes", async ({ expect }) => {
    const { client } = await connect(name, { type: "answer", deltas: ["naï", "ve 🙂"] });

    const answer = await client.chat(REQUEST);

    expect(answer).toMatchObject({ text: "naïve 🙂", sentBytes: 6 + 7 + 4 + 4, recvBytes: 11 });
    expect(client.provider).toBe(name);
  });

  it("tells the tokens", async ({ expect }) => {
    const { client } = await connect(name, OK);

    const { tokens } = await client.chat(REQUEST);

    expect(tokens).toMatchObject({ input: expect.any(Number), output: expect.any(Number) });
  });

  it("forwards every delta as it is, white space too, empty ones not", async ({ expect }) => {
    const sent = [" ", "\n", "\t", "", "a", "  ", "\r\n", "b ", " "];
    const { client } = await connect(name, { type: "answer", deltas: sent });
    const deltas: string[] = [];

    const answer = await client.chat(REQUEST, { onDelta: (text) => deltas.push(text) });

    expect(deltas).toEqual(sent.filter((text) => text !== ""));
    expect(answer.text).toBe(sent.join(""));
  });

  it("joins an answer that comes character by character", async ({ expect }) => {
    const text = TEXT.repeat(10);
    const { client } = await connect(name, { type: "answer", deltas: Array.from(text) });

    await expect(client.chat(REQUEST)).resolves.toMatchObject({ text });
  });

  it.for([1, 2, 3, 7, 64])(
    "reads a stream that is cut every %i bytes, through lines and characters",
    async (chunkBytes, { expect }) => {
      const reply: ProviderReply = { type: "answer", deltas: ["日本", " ", "🙂"], chunkBytes };
      const { client } = await connect(name, reply);
      const deltas: string[] = [];

      const answer = await client.chat(REQUEST, { onDelta: (text) => deltas.push(text) });

      expect(deltas).toEqual(["日本", " ", "🙂"]);
      expect(answer.text).toBe("日本 🙂");
    },
  );

  it("sends one Chat after the other, and closes no connection early", async ({ expect }) => {
    const { client, provider } = await connect(name, OK);

    await client.chat(REQUEST);
    await client.chat(REQUEST);

    expect(provider.requests).toHaveLength(2);
    expect(provider.requests.every((request) => !request.closedEarly)).toBe(true);
  });

  it("lets temperature 0 be 0, and the request win over choice and settings", async ({
    expect,
  }) => {
    const { client, provider } = await connect(name, OK, { choice: { temperature: 0.5 } });

    await client.chat({ ...REQUEST, temperature: 0, maxTokens: 7 });
    await client.chat(REQUEST);

    expect(JSON.stringify(provider.requests[0]?.body)).toMatch(/"temperature":0[,}]/u);
    expect(JSON.stringify(provider.requests[0]?.body)).toMatch(/"(?:max_tokens|num_predict)":7/u);
    expect(JSON.stringify(provider.requests[1]?.body)).toMatch(/"temperature":0\.5[,}]/u);
    expect(JSON.stringify(provider.requests[1]?.body)).toMatch(
      /"(?:max_tokens|num_predict)":4000/u,
    );
  });
});

const WORDS = `No.\n\u001b[31m${KEY} is wrong`;

describe.for(PROVIDERS_UNDER_TEST)("a Chat with %s that goes wrong", (name) => {
  it.for([
    { status: 400, code: "rejected", sent: 1 },
    { status: 401, code: "unauthorized", sent: 1 },
    { status: 403, code: "unauthorized", sent: 1 },
    { status: 404, code: "not-found", sent: 1 },
    { status: 409, code: "rejected", sent: 1 },
    { status: 422, code: "rejected", sent: 1 },
    { status: 429, code: "rate-limited", sent: 3 },
    { status: 500, code: "unavailable", sent: 3 },
    { status: 501, code: "unavailable", sent: 1 },
    { status: 503, code: "unavailable", sent: 3 },
    { status: 529, code: "unavailable", sent: 3 },
  ])(
    "reports $status as $code in the provider's words, sent $sent times",
    async ({ status, code, sent }, { expect }) => {
      const body = { error: name === "ollama" ? WORDS : { message: WORDS, type: "t", code: null } };
      const { client, provider, waits } = await connect(name, { type: "status", status, body });

      const failed = client.chat(REQUEST);

      await expect(failed).rejects.toMatchObject({
        name: "ChatError",
        code,
        status,
        provider: name,
        model: client.model,
        message: expect.stringMatching(
          new RegExp(
            String.raw`^${name} \(.*HTTP ${status}: No\. ␛\[31m\*\*\* is wrong\); \w`,
            "u",
          ),
        ),
      });
      expect(provider.requests).toHaveLength(sent);
      expect(waits).toEqual([500, 1000].slice(0, sent - 1));
    },
  );

  it.for([
    { value: "7", wait: 7000, why: "seconds" },
    { value: "Wed, 21 Oct 2015 07:28:07 GMT", wait: 7000, why: "a date" },
    { value: "0", wait: 500, why: "no time at all: half a second" },
    { value: "soon", wait: 500, why: "nonsense: half a second" },
  ])("waits before the second attempt for $why", async ({ value, wait }, { expect }) => {
    const headers = { "retry-after": value, date: "Wed, 21 Oct 2015 07:28:00 GMT" };
    let count = 0;
    const { client, waits } = await connect(name, () => {
      count += 1;
      return count === 1 ? { type: "status", status: 429, headers, body: "" } : OK;
    });

    await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "ok" });
    expect(waits).toEqual([wait]);
  });

  it("gives up at once when it would have to wait for long, and says how long", async ({
    expect,
  }) => {
    const headers = { "retry-after": "3600" };
    const reply: ProviderReply = { type: "status", status: 429, headers, body: "" };
    const { client, provider } = await connect(name, reply);

    await expect(client.chat(REQUEST)).rejects.toThrow("wait 3600 s");
    expect(provider.requests).toHaveLength(1);
  });

  it("shows an HTML error page in one line", async ({ expect }) => {
    const body = "<html><h1>502 Bad Gateway</h1></html>";
    const { client } = await connect(name, { type: "status", status: 502, body });

    await expect(client.chat(REQUEST)).rejects.toThrow(
      /^\w+ \(\S+\) is in trouble \(HTTP 502: a web page, "502 Bad Gateway"\); try again later, or check \w+(?:\.\w+)+$/u,
    );
  });

  it("keeps what arrived when the connection breaks, and does not ask again", async ({
    expect,
  }) => {
    const { client, provider } = await connect(name, {
      type: "break-off",
      deltas: ["a", " ", "b"],
    });
    const deltas: string[] = [];

    const failed = client.chat(REQUEST, { onDelta: (text) => deltas.push(text) });

    await expect(failed).rejects.toMatchObject({ code: "incomplete" });
    await expect(failed).rejects.toThrow("broke off in the middle; ask again");
    expect(deltas).toEqual(["a", " ", "b"]);
    expect(provider.requests).toHaveLength(1);
  });

  it("keeps what arrived when the provider fails in the middle", async ({ expect }) => {
    const { client, provider } = await connect(name, {
      type: "error",
      deltas: ["a", " "],
      message: WORDS,
    });
    const deltas: string[] = [];

    const failed = client.chat(REQUEST, { onDelta: (text) => deltas.push(text) });

    await expect(failed).rejects.toMatchObject({ code: "incomplete" });
    await expect(failed).rejects.toThrow("broke off: No. ␛[31m*** is wrong; ask again");
    expect(deltas).toEqual(["a", " "]);
    expect(provider.requests).toHaveLength(1);
  });

  it.for<{ reply: ProviderReply; code: string; sent: number; why: string }>([
    { reply: { type: "reset" }, code: "unreachable", sent: 3, why: "a reset connection" },
    { reply: { type: "break-off", deltas: [] }, code: "unreachable", sent: 3, why: "a cut" },
    {
      reply: { type: "error", deltas: [], message: "boom" },
      code: "unavailable",
      sent: 3,
      why: "an error instead of an answer",
    },
    { reply: { type: "answer", deltas: [""] }, code: "unreadable", sent: 1, why: "no text" },
    { reply: raw(), code: "unreadable", sent: 1, why: "an empty body" },
    { reply: raw("<html>hello</html>"), code: "unreadable", sent: 1, why: "a web page" },
    { reply: raw("<html>\n\n<p>hello\n"), code: "unreadable", sent: 1, why: "lines of HTML" },
    { reply: raw("data: {nonsense\n\n"), code: "unreadable", sent: 1, why: "broken JSON" },
    {
      reply: { type: "answer", deltas: ["x"], finish: "length" },
      code: "incomplete",
      sent: 1,
      why: "no room for the rest",
    },
  ])("reports $code for $why, sent $sent times", async ({ reply, code, sent }, { expect }) => {
    const { client, provider } = await connect(name, reply);

    await expect(client.chat(REQUEST)).rejects.toMatchObject({ name: "ChatError", code });
    expect(provider.requests).toHaveLength(sent);
  });

  it.for<{ reply: ProviderReply; words: RegExp }>([
    { reply: { type: "answer", deltas: [] }, words: / sent an empty answer; ask again/u },
    {
      reply: { type: "answer", deltas: ["x"], finish: "length" },
      words: / allowed; raise general\.max_tokens$/u,
    },
  ])("says what to do about $words", async ({ reply, words }, { expect }) => {
    const { client } = await connect(name, reply);

    await expect(client.chat(REQUEST)).rejects.toThrow(words);
  });

  it("names the flag that set a limit", async ({ expect }) => {
    const reply: ProviderReply = { type: "answer", deltas: ["x"], finish: "length" };
    const { client } = await connect(name, reply, {
      general: { limit_sources: { max_tokens: "--max-tokens" } },
    });

    await expect(client.chat(REQUEST)).rejects.toThrow(/ allowed; raise --max-tokens$/u);
  });

  it("asks again after a failure that passed", async ({ expect }) => {
    const replies: ProviderReply[] = [{ type: "reset" }, { type: "status", status: 503, body: "" }];
    const { client, waits } = await connect(name, () => replies.shift() ?? OK);
    const onDelta = vi.fn<(text: string) => void>();

    await expect(client.chat(REQUEST, { onDelta })).resolves.toMatchObject({ text: "ok" });
    expect(onDelta.mock.calls).toEqual([["ok"]]);
    expect(waits).toEqual([500, 1000]);
  });

  it("says where nobody listens", async ({ expect }) => {
    const { client, provider, waits } = await connect(name, OK);
    await provider.stop();

    const failed = client.chat(REQUEST);

    await expect(failed).rejects.toMatchObject({ code: "unreachable", status: undefined });
    await expect(failed).rejects.toThrow(/cannot be reached at 127\.0\.0\.1:\d+ \(ECONNREFUSED\)/u);
    expect(waits).toHaveLength(2);
  });

  it.for<{ reply: ProviderReply; why: string }>([
    { reply: { type: "hang" }, why: "before the answer" },
    { reply: { type: "hang", deltas: ["a"] }, why: "in the middle" },
  ])("closes the connection when it is aborted $why", async ({ reply }, { expect }) => {
    const { client, provider } = await connect(name, reply);
    const abort = new AbortController();
    const onDelta = vi.fn<(text: string) => void>();
    const failed = expect(client.chat(REQUEST, { signal: abort.signal, onDelta })).rejects;
    await vi.waitFor(() => expect(provider.requests).toHaveLength(1));
    await vi.waitFor(() => expect(onDelta).toHaveBeenCalledTimes("deltas" in reply ? 1 : 0));

    abort.abort();

    await failed.toMatchObject({ code: "aborted" });
    await vi.waitFor(() => expect(provider.requests[0]?.closedEarly).toBe(true));
    expect(provider.requests).toHaveLength(1);
  });

  it("reads no more before its reader is done with a piece", async ({ expect }) => {
    const reply: ProviderReply = { type: "answer", deltas: ["a", "b"], chunkBytes: 100_000 };
    const { client } = await connect(name, reply);
    const log: string[] = [];

    await client.chat(REQUEST, {
      async onDelta(text) {
        log.push(`${text} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        log.push(`${text} ends`);
      },
    });

    expect(log).toEqual(["a begins", "a ends", "b begins", "b ends"]);
  });

  it("ends when it is aborted while its reader is busy, and closes the connection", async ({
    expect,
  }) => {
    const { client, provider } = await connect(name, { type: "hang", deltas: ["a", "b"] });
    const abort = new AbortController();
    const onDelta = vi.fn<(text: string) => Promise<void>>(() => new Promise(() => undefined));
    const failed = expect(client.chat(REQUEST, { signal: abort.signal, onDelta })).rejects;
    await vi.waitFor(() => expect(onDelta).toHaveBeenCalled());

    abort.abort();

    await failed.toMatchObject({ code: "aborted" });
    await vi.waitFor(() => expect(provider.requests[0]?.closedEarly).toBe(true));
    expect(onDelta).toHaveBeenCalledExactlyOnceWith("a");
  });

  it("sends nothing when it is aborted beforehand", async ({ expect }) => {
    const { client, provider } = await connect(name, OK);

    const failed = client.chat(REQUEST, { signal: AbortSignal.abort() });

    await expect(failed).rejects.toMatchObject({ code: "aborted" });
    expect(provider.requests).toEqual([]);
  });

  it("stops waiting for another attempt when it is aborted", async ({ expect }) => {
    const abort = new AbortController();
    const { client, provider } = await connect(
      name,
      { type: "status", status: 500, body: "" },
      { sleep: async () => abort.abort() },
    );

    const failed = client.chat(REQUEST, { signal: abort.signal });

    await expect(failed).rejects.toMatchObject({ code: "aborted" });
    expect(provider.requests).toHaveLength(1);
  });

  it.for<{ reply: ProviderReply; why: string }>([
    { reply: { type: "hang" }, why: "before the answer" },
    { reply: { type: "hang", deltas: ["a"] }, why: "in the middle" },
  ])("gives up after too long a silence $why", async ({ reply }, { expect }) => {
    const { client, provider } = await connect(name, reply, { general: { request_timeout: 0.2 } });

    const failed = client.chat(REQUEST);

    await expect(failed).rejects.toMatchObject({ code: "timeout" });
    await expect(failed).rejects.toThrow("silent for 0.2 s");
    await vi.waitFor(() => expect(provider.requests[0]?.closedEarly).toBe(true));
    expect(provider.requests).toHaveLength(1);
  });

  it("does not take a long answer for a silence", async ({ expect }) => {
    const deltas = Array.from({ length: 24 }, (_, index) => `${index} `);
    const { client } = await connect(
      name,
      { type: "answer", deltas, delayMs: 30 },
      { general: { request_timeout: 0.6 } },
    );

    await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: deltas.join("") });
  });

  it("lets a bug in the caller's own code through, and closes the connection", async ({
    expect,
  }) => {
    const { client, provider } = await connect(name, { type: "hang", deltas: ["a"] });

    const failed = client.chat(REQUEST, {
      onDelta() {
        throw new RangeError("a bug");
      },
    });

    await expect(failed).rejects.toThrow(RangeError);
    await vi.waitFor(() => expect(provider.requests[0]?.closedEarly).toBe(true));
  });

  it.for<{ reply: ProviderReply; why: string }>([
    { reply: { type: "status", status: 400, body: { error: { message: KEY } } }, why: "400" },
    { reply: { type: "status", status: 401, body: `<p>${KEY}` }, why: "401 with a page" },
    { reply: { type: "status", status: 404, body: { detail: KEY } }, why: "404" },
    { reply: { type: "status", status: 429, body: KEY }, why: "429" },
    { reply: { type: "status", status: 500, body: { message: KEY } }, why: "500" },
    { reply: { type: "status", status: 503, body: KEY.repeat(99) }, why: "503 at length" },
    { reply: { type: "error", deltas: [], message: KEY }, why: "an error at once" },
    { reply: { type: "error", deltas: ["a"], message: KEY }, why: "an error in the middle" },
    { reply: { type: "break-off", deltas: [KEY] }, why: "a broken answer" },
    { reply: { type: "reset" }, why: "a reset" },
    { reply: { type: "hang" }, why: "silence" },
    { reply: { type: "answer", deltas: [KEY], finish: "length" }, why: "a cut answer" },
    { reply: raw(`data: {"${KEY}\n\n`), why: "broken JSON" },
    { reply: raw(`data: {"error":{"message":"${KEY}"}}\n\n`), why: "an odd error" },
    { reply: raw(`{"error":"${KEY}"}\n`), why: "an error line" },
    { reply: raw(`<html>${KEY}</html>\n`), why: "a web page" },
  ])("shows key and prompt nowhere after $why", async ({ reply }, { expect }) => {
    const printed = capturePrinted();
    const { client } = await connect(name, reply, { general: { request_timeout: 0.2 } });

    const failed = client.chat(REQUEST);

    const error: unknown = await failed.catch((cause: unknown) => cause);
    const everything = [
      inspect(error, { depth: null, showHidden: true }),
      error instanceof Error ? (error.stack ?? "") : "",
      JSON.stringify(error),
      ...printed(),
    ].join("\n");
    expect(error).toMatchObject({ name: "ChatError" });
    expect(everything).not.toContain(KEY);
    expect(everything).not.toContain("¿qué?");
  });
});

describe.for(["openai", "anthropic"] as const)("a Chat with %s", (name) => {
  it("says what to do when the provider's filter held the rest back", async ({ expect }) => {
    const { client } = await connect(name, { type: "answer", deltas: ["x"], finish: "filter" });

    await expect(client.chat(REQUEST)).rejects.toThrow(/ content filter; change the prompt$/u);
  });
});

function raw(...events: readonly string[]): ProviderReply {
  return { type: "raw", chunks: events.map((text) => Buffer.from(text)) };
}

/** Catches whatever code prints from now on until the test ends. */
function capturePrinted(): () => string[] {
  const methods = ["debug", "error", "info", "log", "warn"] as const;
  const spies = methods.map((method) => vi.spyOn(console, method).mockReturnValue());
  onTestFinished(() => {
    for (const spy of spies) {
      spy.mockRestore();
    }
  });
  return () => spies.flatMap((spy) => spy.mock.calls.map((words) => inspect(words)));
}
