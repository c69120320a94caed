import type { ProviderReply } from "@hexai/testing";
import { describe, it } from "vitest";

import { connect, type ProviderUnderTest } from "../testing/connect.ts";
import {
  ANTHROPIC,
  chunk,
  COMPATIBLE,
  DONE,
  event,
  FRAMES,
  type Frames,
  OLLAMA,
  raw,
} from "../testing/frames.ts";

const REQUEST = { messages: [{ role: "user", content: "?" }] } as const;

/** Between two texts, these carry nothing. */
const ANYWHERE = [
  { odd: "data: null\n\n", why: "null" },
  { odd: "data:\n\n", why: "no data" },
  { odd: "data: {}\n\n", why: "an empty object" },
  { odd: "data: 7\n\n", why: "a number" },
  { odd: "data: true\n\n", why: "a truth value" },
  { odd: "data: ping\n\n", why: "a ping for data" },
  { odd: "data: : keep-alive\n\n", why: "a comment for data" },
  { odd: "data: []\n\n", why: "an empty list" },
  { odd: "data: [null]\n\n", why: "a list of nothing" },
  { odd: "event: ping\ndata: {}\n\n", why: "a ping" },
  { odd: "event: ping\ndata: 2026-11-29 {\n\n", why: "a ping with other data" },
  { odd: "event: ping\n\n", why: "a ping without data" },
  { odd: "event: heartbeat\ndata: now\n\n", why: "a heartbeat" },
  { odd: "event: keep-alive\ndata\n\n", why: "a sign of life without a colon" },
  { odd: "event: status\ndata: warming up\n\n", why: "words under an unknown name" },
  { odd: 'event: status\ndata: {"message":"warming up"}\n\n', why: "an unknown name" },
  { odd: 'data: {"type":"status","message":"warming up"}\n\n', why: "a message" },
  { odd: ": ping\n\n", why: "a comment" },
  { odd: ":\n", why: "an empty comment" },
  { odd: "id: 7\nretry: 3000\n\n", why: "fields without data" },
  { odd: "retry: soon\n\n", why: "a time that is none" },
  { odd: "unknown: field\n\n", why: "an unknown field" },
  { odd: "the model is slow\n\n", why: "words without a field" },
  { odd: 'data: {"object":"trace","id":7}\n\n', why: "an unknown object" },
  { odd: 'data: {"error":null}\n\n', why: "no error" },
  { odd: 'data: {"error":""}\n\n', why: "an error without words" },
  { odd: 'data: {"error":{}}\n\n', why: "an empty error" },
  { odd: 'data: {"error":{"code":null,"message":null}}\n\n', why: "an error of nulls" },
  { odd: 'data: {"error":{"code":0,"message":""}}\n\n', why: "an error with the code 0" },
  { odd: 'data: {"error":"none"}\n\n', why: "no error in words" },
  { odd: 'data: {"error_code":0,"error_msg":"success"}\n\n', why: "a success" },
  { odd: 'data: {"error_code":"0","error_msg":""}\n\n', why: "a success in texts" },
  { odd: 'data: {"usage":null}\n\n', why: "no usage" },
  { odd: "\r\n\r\n\n\r", why: "empty lines" },
] as const;

const chat = (fields: object): string => event(fields);
const choice = (fields: object): string => chunk(fields);

const IN_CHAT_COMPLETIONS = [
  { odd: chat({ choices: null }), why: "choices: null" },
  { odd: chat({ choices: [] }), why: "no choices" },
  { odd: chat({ choices: [null] }), why: "choices: [null]" },
  { odd: chat({ choices: {} }), why: "choices that are no list" },
  { odd: chat({ id: 7, choices: [], created: "now" }), why: "an id that is a number" },
  { odd: choice({ delta: null }), why: "delta: null" },
  { odd: choice({ delta: {} }), why: "an empty delta" },
  { odd: choice({ delta: { role: "assistant", content: null } }), why: "content: null" },
  { odd: choice({ delta: { content: "" } }), why: "an empty text" },
  { odd: choice({ delta: { content: false } }), why: "content: false" },
  { odd: choice({ delta: { content: [] } }), why: "no parts" },
  { odd: choice({ delta: { content: [{ type: "image_url", image_url: {} }] } }), why: "a picture" },
  {
    odd: choice({
      delta: { content: [{ type: "thinking", thinking: [{ type: "text", text: "x" }] }] },
    }),
    why: "Mistral's reasoning",
  },
  { odd: choice({ delta: { reasoning_content: "x" } }), why: "DeepSeek's reasoning" },
  { odd: choice({ delta: { content: "", reasoning: "x" } }), why: "OpenRouter's reasoning" },
  { odd: choice({ delta: { reasoning_details: [{ text: "x" }] } }), why: "details of reasoning" },
  {
    odd: choice({
      delta: { tool_calls: [{ index: 0, id: null, function: { name: null, arguments: "" } }] },
    }),
    why: "a tool call whose id and name are null",
  },
  { odd: choice({ delta: { tool_calls: null, function_call: null } }), why: "no tool call" },
  { odd: choice({ delta: { function_call: { name: "f", arguments: "{" } } }), why: "a function" },
  { odd: choice({ delta: { refusal: null, annotations: [], audio: { id: "x" } } }), why: "others" },
  { odd: choice({ delta: {}, finish_reason: "" }), why: "an empty finish reason" },
  { odd: choice({ delta: {}, finish_reason: null }), why: "finish_reason: null" },
  { odd: choice({ delta: {}, finish_reason: "null" }), why: "null in a text" },
  { odd: choice({ delta: {}, finish_reason: "None" }), why: "None in a text" },
  { odd: choice({ delta: {}, error: {} }), why: "an empty error in the choice" },
  { odd: choice({ delta: {}, error: "" }), why: "an error without words in the choice" },
  { odd: choice({ delta: {}, error: { code: 0, message: "" } }), why: "no error in the choice" },
  { odd: choice({ delta: { content: [{ type: "text" }] } }), why: "a part without text" },
  { odd: choice({ delta: { content: [{ type: "text", text: null }] } }), why: "text: null" },
  { odd: choice({ delta: {}, finish_reason: 7 }), why: "a number for a reason" },
  { odd: choice({}), why: "neither delta nor message" },
  { odd: chat({ choices: [], usage: { prompt_tokens: "x" } }), why: "usage that is none" },
  { odd: chat({ choices: [], usage: [] }), why: "usage that is a list" },
  { odd: chat({ choices: [], prompt_filter_results: [{}] }), why: "Azure's filter results" },
];

const IN_MESSAGES = [
  { odd: event({ type: "ping" }), why: "a ping" },
  { odd: event({ type: "comet", text: "x" }), why: "an event of an unknown type" },
  {
    odd: event({
      type: "content_block_start",
      index: 1,
      content_block: { type: "comet", tail: "x" },
    }),
    why: "a block of an unknown type",
  },
  {
    odd: event({
      type: "content_block_delta",
      index: 1,
      delta: { type: "comet_delta", text: "x" },
    }),
    why: "a delta of an unknown type",
  },
  {
    odd: event({
      type: "content_block_delta",
      index: 1,
      delta: { type: "thinking_delta", thinking: "x" },
    }),
    why: "reasoning",
  },
  {
    odd: event({
      type: "content_block_delta",
      index: 1,
      delta: { type: "signature_delta", signature: "x" },
    }),
    why: "a signature",
  },
  {
    odd: event({
      type: "content_block_delta",
      index: 1,
      delta: { type: "citations_delta", citation: {} },
    }),
    why: "a citation",
  },
  {
    odd: event({
      type: "content_block_delta",
      index: 1,
      delta: { type: "input_json_delta", partial_json: "{" },
    }),
    why: "a tool's input",
  },
  { odd: event({ type: "content_block_delta", index: 0, delta: null }), why: "delta: null" },
  { odd: event({ type: "content_block_delta", index: 0, delta: {} }), why: "an empty delta" },
  {
    odd: event({ type: "content_block_delta", index: 0, delta: { type: "text_delta" } }),
    why: "a delta without text",
  },
  {
    odd: event({ type: "content_block_start", index: 0, content_block: { type: "text" } }),
    why: "a block without text",
  },
  {
    odd: event({
      type: "content_block_start",
      index: 0,
      content_block: { type: "text", text: null },
    }),
    why: "a block whose text is null",
  },
  {
    odd: event({ type: "message_delta", delta: { stop_reason: "null" } }),
    why: "null in a text",
  },
  { odd: event({ type: "content_block_start", index: 0, content_block: null }), why: "no block" },
  { odd: event({ type: "content_block_start" }), why: "a start of nothing" },
  { odd: event({ type: "content_block_stop", index: "0" }), why: "a stop" },
  { odd: event({ type: "message_delta", delta: {} }), why: "message_delta without usage" },
  { odd: event({ type: "message_delta", delta: null, usage: null }), why: "usage: null" },
  {
    odd: event({ type: "message_delta", delta: { stop_reason: null }, usage: {} }),
    why: "usage: {}",
  },
  { odd: event({ type: "message_start" }), why: "a start without a message" },
  { odd: event({ type: "message_start", message: null }), why: "message: null" },
  {
    odd: event({ type: "message_start", message: { id: 7, content: null } }),
    why: "an odd message",
  },
  { odd: event({ type: null, index: 0 }), why: "type: null" },
];

const line = (fields: object): string => `${JSON.stringify(fields)}\n`;

const IN_OLLAMA = [
  { odd: "null\n", why: "null" },
  { odd: "7\n", why: "a number" },
  { odd: "ping\n", why: "a ping" },
  { odd: ": ping\n\n", why: "a comment" },
  { odd: "{}\n", why: "an empty object" },
  { odd: "\n \r\n\n", why: "empty lines" },
  { odd: line({ done: false }), why: "no message" },
  { odd: line({ message: null, done: false }), why: "message: null" },
  { odd: line({ message: { content: null }, done: false }), why: "content: null" },
  { odd: line({ message: { role: "assistant", thinking: "x", content: "" } }), why: "reasoning" },
  { odd: line({ message: { tool_calls: [{ function: { name: null } }] } }), why: "a tool call" },
  { odd: line({ status: "loading model" }), why: "a status" },
  { odd: line({ error: null, done: false }), why: "no error" },
  { odd: line({ message: { content: "" }, detail: "x", done: false }), why: "a detail" },
  { odd: line({ message: { content: "" }, done: null }), why: "done: null" },
];

const ROWS: readonly { name: ProviderUnderTest; frames: Frames; odd: string; why: string }[] = [
  ...ANYWHERE.flatMap((row) =>
    (["openai", "openrouter", "lab", "anthropic"] as const).map((name) => ({
      name,
      frames: FRAMES[name],
      ...row,
    })),
  ),
  ...IN_CHAT_COMPLETIONS.map((row) => ({ name: "lab" as const, frames: COMPATIBLE, ...row })),
  ...IN_MESSAGES.map((row) => ({ name: "anthropic" as const, frames: ANTHROPIC, ...row })),
  ...IN_OLLAMA.map((row) => ({ name: "ollama" as const, frames: OLLAMA, ...row })),
];

describe("an event that carries nothing", () => {
  it.for(ROWS)("is skipped by $name: $why", async ({ name, frames, odd }, { expect }) => {
    const { client } = await connect(
      name,
      raw(odd, frames.text("a"), odd, odd, frames.text("b"), odd, frames.finish, odd, frames.end),
    );

    const answer = await client.chat(REQUEST);

    expect(answer).toMatchObject({ text: "ab", recvBytes: 2 });
  });
});

describe("text", () => {
  it.for([
    {
      piece: chunk({ delta: { content: [{ type: "text", text: "a" }, { text: "b" }, "c"] } }),
      why: "in parts",
    },
    { piece: chunk({ delta: { content: { type: "text", text: "abc" } } }), why: "in one part" },
    {
      piece: chunk({
        delta: {
          content: [
            { type: "thinking", thinking: [] },
            { type: "text", text: "abc" },
          ],
        },
      }),
      why: "behind Mistral's reasoning",
    },
    { piece: chunk({ message: { role: "assistant", content: "abc" } }), why: "in a message" },
    { piece: chunk({ delta: null, message: { content: "abc" } }), why: "beside delta: null" },
    { piece: chunk({ text: "abc" }), why: "in text" },
    { piece: chunk({ delta: {}, text: "abc" }), why: "in text beside an empty delta" },
    { piece: chunk({ delta: "abc" }), why: "in the delta itself" },
    { piece: chunk({ delta: { refusal: "abc" } }), why: "in a refusal" },
    { piece: chunk({ delta: { content: "ab", refusal: "c" } }), why: "before a refusal" },
    {
      piece: chunk({ delta: { content: "abc" }, finish_reason: "stop" }),
      why: "in the last chunk",
    },
    { piece: event([JSON.parse(chunk({ delta: { content: "abc" } }).slice(6))]), why: "in a list" },
    {
      piece: chunk({ delta: { content: "abc" } }).replace("data: ", "data:"),
      why: "without a space",
    },
    { piece: chunk({ delta: { content: "abc" } }).replaceAll("\n", "\r\n"), why: "with CRLF" },
    { piece: chunk({ delta: { content: "abc" } }).replaceAll("\n", "\r"), why: "with CR" },
    { piece: `\ufeff${chunk({ delta: { content: "abc" } })}`, why: "behind a BOM" },
    {
      piece: `data: {"choices":[{"index":0,\ndata: "delta":{"content":"abc"}}]}\n\n`,
      why: "over two lines of data",
    },
    {
      piece: `event: message\nid: 7\n${chunk({ delta: { content: "abc" } })}`,
      why: "in a named event",
    },
    {
      piece: `: x\n\n${chunk({ delta: { content: "abc" } }).slice("data: ".length)}`,
      why: "without data:",
    },
    {
      piece: chunk({ delta: { role: "assistant", content: "" }, message: { content: "abc" } }),
      why: "in a message beside an empty delta",
    },
    {
      piece: [chunk({ delta: { content: "ab" } }), chunk({ delta: { content: "c" } })]
        .join("")
        .replaceAll("\n\n", "\n"),
      why: "in events with a single line feed",
    },
    {
      piece: 'data: {"choices":[{"delta":\ndata: {"content":"abc"}\ndata: }]}\n\n',
      why: "over three lines of data",
    },
    {
      piece: event({ choices: [{ delta: {} }, { index: 1, delta: { content: "abc" } }] }),
      why: "behind an empty choice",
    },
    { piece: event({ choices: [null, { delta: { content: "abc" } }] }), why: "behind null" },
  ])("of chat completions is read $why", async ({ piece }, { expect }) => {
    const { client } = await connect("lab", raw(piece, COMPATIBLE.finish, DONE));

    await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "abc", recvBytes: 3 });
  });

  it("that a host repeats as a message behind its pieces is read once", async ({ expect }) => {
    const whole = chunk({ message: { content: "ab" }, finish_reason: "stop" });
    const { client } = await connect("lab", raw(chunk({ delta: { content: "ab" } }), whole, DONE));

    await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "ab" });
  });

  it.for([
    {
      piece: event({ type: "content_block_start", content_block: { type: "text", text: "ab" } }),
      why: "the start of a block",
    },
    {
      piece: event({ type: "message_start", message: { content: [{ type: "text", text: "ab" }] } }),
      why: "the start",
    },
    {
      piece: event({ type: "content_block_delta", delta: { text: "ab" } }),
      why: "a delta without a type",
    },
    {
      piece: 'event: content_block_delta\ndata: {"delta":{"type":"text_delta","text":"ab"}}\n\n',
      why: "an event whose name alone says its type",
    },
  ])("of messages is read in $why", async ({ piece }, { expect }) => {
    const { client } = await connect("anthropic", raw(piece, ANTHROPIC.text("c"), ANTHROPIC.end));

    await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "abc" });
  });

  it.for([
    { name: "lab", piece: "data: {nonsense\n\n", why: "broken JSON" },
    { name: "lab", piece: "data: nonsense\n\n", why: "no JSON" },
    { name: "lab", piece: 'data: "words"\n\n', why: "a text alone" },
    {
      name: "lab",
      piece: "event: message\ndata: nonsense\n\n",
      why: "no JSON under a wire's name",
    },
    {
      name: "lab",
      piece: 'event: x\ndata: {"choices":[{"del\n\n',
      why: "half of it, under a name",
    },
    { name: "lab", piece: chunk({ delta: { content: 7 } }), why: "a number for a text" },
    { name: "lab", piece: chunk({ delta: { content: [7] } }), why: "a number for a part" },
    { name: "lab", piece: chunk({ delta: { content: {} } }), why: "an object for a text" },
    {
      name: "lab",
      piece: chunk({ delta: { content: [{ type: "text", text: { value: "x" } }] } }),
      why: "an object for the text of a part",
    },
    { name: "anthropic", piece: "event: content_block_delta\ndata: {x\n\n", why: "broken JSON" },
    {
      name: "anthropic",
      piece: event({ type: "content_block_delta", delta: { type: "text_delta", text: 7 } }),
      why: "a number for a text",
    },
    { name: "ollama", piece: "nonsense\n", why: "no JSON" },
    { name: "ollama", piece: line({ message: { content: [[]] } }), why: "a list for a text" },
  ] as const)(
    "of $name that may be lost is an error: $why",
    async ({ name, piece }, { expect }) => {
      const { text, finish, end } = FRAMES[name];
      const { client } = await connect(name, raw(text("a"), piece, text("b"), finish, end));
      const deltas: string[] = [];

      const failed = client.chat(REQUEST, { onDelta: (delta) => deltas.push(delta) });

      await expect(failed).rejects.toMatchObject({ code: "unreadable" });
      expect(deltas).toEqual(["a"]);
    },
  );
});

describe.for(["openai", "openrouter", "lab", "anthropic", "ollama"] as const)(
  "an answer of %s",
  (name) => {
    const { text, finish, end } = FRAMES[name];

    it.for([
      { type: "", why: "no content type" },
      { type: "text/plain", why: "text/plain" },
      { type: "application/json", why: "JSON" },
      { type: "text/event-stream", why: "an event stream" },
      { type: "text/html; charset=iso-8859-1", why: "HTML" },
    ])("is read whatever its content type says: $why", async ({ type }, { expect }) => {
      const body = [text("Grüße "), text("🙂"), finish, end].join("");
      const headers: Record<string, string> = type === "" ? {} : { "content-type": type };
      const { client } = await connect(name, { type: "status", status: 200, headers, body });

      await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "Grüße 🙂" });
    });

    it("may come byte by byte, behind a BOM and empty lines", async ({ expect }) => {
      const body = Buffer.from(`\ufeff\n\n${[text("Grüße "), text("🙂"), finish, end].join("")}`);
      const { client } = await connect(name, {
        type: "raw",
        chunks: Array.from(body, (byte) => Uint8Array.of(byte)),
      });

      await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "Grüße 🙂" });
    });

    it("may lack the line end of its last event", async ({ expect }) => {
      const { client } = await connect(name, raw(text("a"), finish, end.trimEnd()));

      await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "a" });
    });

    it("is over at its end mark, which needs no reason", async ({ expect }) => {
      const { client } = await connect(name, raw(text("a"), end, text("b"), "garbage\n\n"));

      await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "a" });
    });

    it("is over at its end mark although the connection stays open, and lets it go", async ({
      expect,
    }) => {
      const { client, provider } = await connect(name, {
        type: "raw",
        chunks: [text("a"), finish, end].map((each) => Buffer.from(each)),
        end: "hold",
      });

      await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "a" });
      await expect.poll(() => provider.requests[0]?.closedEarly).toBe(true);
    });

    it("is over at its end mark although that lacks its line end and the connection stays open", async ({
      expect,
    }) => {
      const last = name === "ollama" ? end.trimEnd() : end.replaceAll("\n", "\r");
      const { client } = await connect(name, {
        type: "raw",
        chunks: [text("a"), last].map((each) => Buffer.from(each)),
        end: "hold",
      });

      await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "a" });
    });

    it("is whole behind its end mark although the connection breaks", async ({ expect }) => {
      const { client } = await connect(name, {
        type: "raw",
        chunks: [Buffer.from(text("a") + finish + end)],
        end: "break",
      });

      await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "a" });
    });

    it("without an end mark and a reason is broken off", async ({ expect }) => {
      const { client } = await connect(name, raw(text("a"), text("b")));

      await expect(client.chat(REQUEST)).rejects.toMatchObject({ code: "incomplete" });
    });

    it("that is torn in its last event is broken off", async ({ expect }) => {
      const { client } = await connect(name, raw(text("a"), text("b").slice(0, -9)));

      await expect(client.chat(REQUEST)).rejects.toMatchObject({ code: "incomplete" });
    });
  },
);

describe.for(["openai", "openrouter", "lab", "anthropic"] as const)("a stream of %s", (name) => {
  const { text, finish } = FRAMES[name];

  it.for([
    { end: "close", why: "ends" },
    { end: "break", why: "breaks" },
  ] as const)("is whole behind a finish reason when it $why", async ({ end }, { expect }) => {
    const { client } = await connect(name, {
      type: "raw",
      chunks: [Buffer.from(text("a") + finish)],
      end,
    });

    await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "a" });
  });

  it("is whole behind a finish reason although the connection stays open without a word", async ({
    expect,
  }) => {
    const { client } = await connect(name, {
      type: "raw",
      chunks: [Buffer.from(text("a") + finish)],
      end: "hold",
    });

    await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "a" });
  });
});

describe.for(["openai", "openrouter", "lab", "anthropic"] as const)("a reason of %s", (name) => {
  const { text, finish, end } = FRAMES[name];
  const ask = async (reply: ProviderReply) => {
    const { client } = await connect(name, reply, { choice: { attempts: 1 } });
    return await client.chat(REQUEST);
  };

  it.for([
    { pieces: [finish, text("a"), text("b"), end], why: "before the first piece" },
    { pieces: [text("a"), finish, text("b"), finish], why: "behind each piece" },
    { pieces: [text("a"), finish, text("b"), end], why: "in the middle" },
  ])("is none where text follows it: $why", async ({ pieces }, { expect }) => {
    await expect(ask(raw(...pieces))).resolves.toMatchObject({ text: "ab" });
  });

  it.for([
    { pieces: [finish, text("a")], end: "close", why: "and the stream ends" },
    { pieces: [finish, text("a")], end: "break", why: "and the stream breaks" },
    {
      pieces: [text("a"), finish, text("b"), finish],
      end: "break",
      why: "again and again, and the stream breaks",
    },
  ] as const)(
    "ends nothing where text follows it $why",
    async ({ pieces, end: streamEnd }, { expect }) => {
      const chunks = pieces.map((piece) => Buffer.from(piece));

      await expect(ask({ type: "raw", chunks, end: streamEnd })).rejects.toMatchObject({
        code: "incomplete",
      });
    },
  );
});

describe("a whole answer of a host that does not stream", () => {
  const message = { role: "assistant", content: "Grüße 🙂" };
  const usage = { prompt_tokens: 3, completion_tokens: 2 };

  it.for([
    { name: "lab", body: { choices: [{ message, finish_reason: "stop" }], usage }, why: "plain" },
    { name: "lab", body: { choices: [{ message, finish_reason: null }], usage }, why: "no reason" },
    {
      name: "lab",
      body: { choices: [{ message: { content: null } }, { message }], usage },
      why: "behind an empty choice",
    },
    {
      name: "lab",
      body: { choices: [{ message: { content: [{ type: "text", text: "Grüße 🙂" }] } }], usage },
      why: "parts",
    },
    {
      name: "lab",
      body: { choices: [{ text: "Grüße 🙂", finish_reason: "stop" }], usage },
      why: "a text",
    },
    {
      name: "anthropic",
      body: {
        type: "message",
        content: [
          { type: "thinking", thinking: "x" },
          { type: "text", text: "Grüße 🙂" },
        ],
        stop_reason: "end_turn",
        usage: { input_tokens: 3, output_tokens: 2 },
      },
      why: "plain",
    },
    {
      name: "anthropic",
      body: { type: "message", content: "Grüße 🙂", usage: { input_tokens: 3, output_tokens: 2 } },
      why: "a text",
    },
    {
      name: "ollama",
      body: { message, done: true, done_reason: "stop", prompt_eval_count: 3, eval_count: 2 },
      why: "plain",
    },
    {
      name: "ollama",
      body: { message, done: 1, prompt_eval_count: 3, eval_count: 2 },
      why: "done is a number",
    },
    {
      name: "ollama",
      body: { message, done: "true", prompt_eval_count: 3, eval_count: 2 },
      why: "done is a text",
    },
  ] as const)("is taken by $name: $why", async ({ name, body }, { expect }) => {
    for (const text of [
      JSON.stringify(body),
      JSON.stringify(body, null, 2),
      `\r\n${JSON.stringify(body)}\r\n`,
    ]) {
      const { client } = await connect(name, { type: "status", status: 200, body: text });

      const answer = await client.chat(REQUEST);

      expect(answer).toMatchObject({
        text: "Grüße 🙂",
        recvBytes: 12,
        tokens: { input: 3, output: 2 },
      });
    }
  });

  const long = "w".repeat(100_000);
  const chosen = { choices: [{ message, finish_reason: "stop" }] };

  it.for([
    { name: "lab", body: JSON.stringify(chosen, null, 2), text: "Grüße 🙂", why: "plain" },
    {
      name: "lab",
      body: `${JSON.stringify(chosen, null, 2)}\n`,
      text: "Grüße 🙂",
      why: "a line end",
    },
    {
      name: "lab",
      body: JSON.stringify({ choices: [{ message: { content: long }, finish_reason: "stop" }] }),
      text: long,
      why: "a long one",
    },
    {
      name: "ollama",
      body: `${JSON.stringify({ message, done: true }, null, 2)}\n`,
      text: "Grüße 🙂",
      why: "a line end",
    },
    {
      name: "anthropic",
      body: `${JSON.stringify({ content: [{ type: "text", text: "a" }], stop_reason: "end_turn" }, null, 2)}\n`,
      text: "a",
      why: "no type",
    },
  ] as const)(
    "is taken by $name although the connection stays open: $why",
    async ({ name, body, text }, { expect }) => {
      const { client } = await connect(name, {
        type: "raw",
        chunks: [body.slice(0, 40), body.slice(40)].map((each) => Buffer.from(each)),
        end: "hold",
      });

      await expect(client.chat(REQUEST)).resolves.toMatchObject({ text });
    },
  );

  it("is taken in an event behind signs of life", async ({ expect }) => {
    const { client } = await connect("lab", raw("event: ping\ndata: {}\n\n", chunk({ message })));

    await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "Grüße 🙂" });
  });

  it("may be cut into lines of JSON, with an end mark of another format", async ({ expect }) => {
    const { client } = await connect("lab", {
      type: "raw",
      chunks: [bareChunk("a"), bareChunk("}{"), ": x\n", bareChunk('\\"b'), "data: [DONE]\n"].map(
        (each) => Buffer.from(each),
      ),
      end: "hold",
    });

    await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: 'a}{\\"b' });
  });

  it.for(["lab", "anthropic", "ollama"] as const)(
    "that is torn is none, with %s",
    async (name, { expect }) => {
      const { client } = await connect(name, {
        type: "status",
        status: 200,
        body: '{"choices":[{"mess',
      });

      await expect(client.chat(REQUEST)).rejects.toMatchObject({ code: "unreadable" });
    },
  );
});

describe("the end of an answer", () => {
  it.for([
    { name: "lab", end: chunk({ delta: {}, finish_reason: "length" }), says: "general.max_tokens" },
    {
      name: "lab",
      end: chunk({ delta: {}, finish_reason: "MAX_TOKENS" }),
      says: "general.max_tokens",
    },
    { name: "lab", end: chunk({ delta: {}, finish_reason: "content_filter" }), says: "filter" },
    {
      name: "lab",
      end: chunk({ delta: {}, finish_reason: "model_length" }),
      says: "context window",
    },
    {
      name: "lab",
      end: chunk({ delta: {}, finish_reason: "insufficient_system_resource" }),
      says: "insufficient_system_resource",
    },
    { name: "lab", end: chunk({ delta: {}, finish_reason: "error" }), says: "broke off" },
    {
      name: "anthropic",
      end: event({ type: "message_delta", delta: { stop_reason: "max_tokens" } }),
      says: "general.max_tokens",
    },
    {
      name: "anthropic",
      end: event({ type: "message_delta", delta: { stop_reason: "refusal" } }),
      says: "filter",
    },
    {
      name: "anthropic",
      end: event({
        type: "message_delta",
        delta: { stop_reason: "model_context_window_exceeded" },
      }),
      says: "context window",
    },
    {
      name: "ollama",
      end: line({ done: true, done_reason: "length" }),
      says: "general.max_tokens",
    },
  ] as const)(
    "of $name that is not its own says $says",
    async ({ name, end, says }, { expect }) => {
      const { client } = await connect(name, raw(FRAMES[name].text("a"), end, FRAMES[name].end));

      await expect(client.chat(REQUEST)).rejects.toMatchObject({
        code: "incomplete",
        message: expect.stringContaining(says),
      });
    },
  );

  it.for([
    { name: "lab", end: chunk({ delta: {}, finish_reason: "tool_calls" }) },
    { name: "lab", end: chunk({ delta: {}, finish_reason: "eos" }) },
    {
      name: "anthropic",
      end: event({ type: "message_delta", delta: { stop_reason: "pause_turn" } }),
    },
    {
      name: "anthropic",
      end: event({ type: "message_delta", delta: { stop_reason: "stop_sequence" } }),
    },
  ] as const)("of $name may be the stream's, behind $end", async ({ name, end }, { expect }) => {
    const { client } = await connect(name, raw(FRAMES[name].text("a"), end));

    await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "a" });
  });

  it.for([
    { name: "anthropic", end: "event: message_stop\ndata:\n\n" },
    { name: "anthropic", end: "event: message_stop\ndata: {}\n\n" },
    { name: "ollama", end: line({ done: true, done_reason: "unload" }) },
    { name: "ollama", end: line({ done: true }) },
    { name: "lab", end: "data:  [DONE]  \n\n" },
    { name: "lab", end: 'data: "[DONE]"\n\n' },
    { name: "lab", end: "data: [done]\n\n" },
    { name: "lab", end: "data: DONE\n\n" },
    { name: "lab", end: "[DONE]\n\n" },
    { name: "lab", end: "data: [DONE]\n" },
    { name: "lab", end: "id: 7\ndata: [DONE]\n" },
    { name: "lab", end: `${COMPATIBLE.finish.trimEnd()}\ndata: [DONE]\n` },
    { name: "anthropic", end: "event: message_stop\n\n" },
    { name: "anthropic", end: "event: message_stop\nid: 7\n\n" },
    { name: "lab", end: "data:[DONE]\r\n\r\n" },
  ] as const)(
    "of $name may be $end, although the connection stays open",
    async ({ name, end }, { expect }) => {
      const pieces = [FRAMES[name].text("a"), ...Array.from(end)];
      const chunks = pieces.map((piece) => Buffer.from(piece));
      const { client } = await connect(name, { type: "raw", chunks, end: "hold" });

      await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "a" });
    },
  );
});

describe("an answer without measure", () => {
  const MEGABYTE = "x".repeat(1024 * 1024);

  it.for([
    { name: "lab", chunks: () => repeated(17, MEGABYTE, "data: "), why: "a line of data" },
    { name: "lab", chunks: () => repeated(17, MEGABYTE, '{"a":"'), why: "a document" },
    { name: "lab", chunks: () => repeated(17, `${MEGABYTE}\n`, "{"), why: "lines of a document" },
    { name: "ollama", chunks: () => repeated(17, MEGABYTE, "null\n{"), why: "a line" },
    { name: "lab", chunks: () => repeated(65, COMPATIBLE.text(MEGABYTE)), why: "a text" },
  ] as const)("is stopped: $why", async ({ name, chunks }, { expect }) => {
    const { client, provider } = await connect(name, {
      type: "raw",
      chunks: chunks(),
      end: "hold",
    });

    const failed = client.chat(REQUEST, { keepText: false });

    await expect(failed).rejects.toMatchObject({
      code: "unreadable",
      message: expect.stringContaining("sent far more than an answer"),
    });
    await expect.poll(() => provider.requests[0]?.closedEarly).toBe(true);
  });
});

/** A chunk of chat completions without `data:`. */
function bareChunk(content: string): string {
  return line({ choices: [{ delta: { content } }] });
}

function* repeated(count: number, text: string, first = ""): Generator<Uint8Array> {
  yield Buffer.from(first);
  for (let index = 0; index < count; index += 1) {
    yield Buffer.from(text);
  }
}
