import {
  type ChatAnswer,
  ChatError,
  type Completion,
  utf8BytesOf,
  withoutReasoning,
} from "@hexai/chat";
import { damaged, type ProviderReply, startProvider } from "@hexai/testing";
import * as fc from "fast-check";
import { describe, type ExpectStatic, it } from "vitest";

import { createClient } from "../chat/create-client.ts";
import { createCompletionClient } from "../fim/create-completion-client.ts";
import type { FimSetting, LlmSettings } from "../target/llm-settings.ts";
import { KEY, KEYS, PROVIDERS_UNDER_TEST, settingsFor } from "../testing/connect.ts";
import { responseWith } from "../testing/response-with.ts";
import { createHttpSend } from "../transport/io/http-send.ts";
import type { HttpResponse, Send } from "../transport/send.ts";

/** The soak tries more, over all wires: `pnpm test:soak`. */
const SOAK = process.env["HEXAI_SOAK"] !== undefined;
const RUNS = SOAK ? 2_000 : 60;
const HANGS_AFTER_MS = 10_000;

const DELTAS = ["Hello", " ", "wörld 🙂", "\n```ts\nconst a = 1;\n```\n", "."];
const REPLIES: readonly ProviderReply[] = [
  { type: "answer", deltas: DELTAS },
  { type: "answer", deltas: ["x"], finish: "length" },
  { type: "answer", deltas: [] },
  { type: "error", deltas: ["half"], message: "The engine is overloaded" },
];

const WORDS = [
  `data: {"error":{"message":"The key ${KEY} is wrong","type":"x"}}\n\n`,
  `{"error":"The key ${KEY} is wrong"}\n`,
  "data: [DONE]\n\n",
  "data:\n\n",
  "event: error\n",
  "event: ping\ndata: {}\n\n",
  ": comment\n",
  "id: 1\nretry: 0\n",
  "\n\n",
  "null\n",
  '{"error":"no"}\n',
  'data: {"error":{"message":"no","type":"x"}}\n\n',
  '"content":null',
  '"choices":[]',
  ',"finish_reason":"stop"',
  "<think>",
  "</think>",
  ',"message":{"content":"x"}',
  ',"choices":null',
  "data: null\n\n",
  'error: {"code":500,"message":"no"}\n\n',
  '{"object":"error","message":"no","code":400}\n',
  ',"finish_reason":7',
  ',"done":true',
  ',"usage":{"prompt_tokens":-1,"completion_tokens":1e400}',
  ',"tool_calls":[{"index":0,"function":{"arguments":"{"}}]',
] as const;

/** How the bytes of a stream come, and how they end. */
const TRANSFERS = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 6 }),
  breaks: fc.boolean(),
  status: fc.constantFrom(200, 200, 200, 200, 200, 200, 400, 429, 500),
  type: fc.constantFrom("text/event-stream", "application/x-ndjson", "application/json", ""),
});

type Transfer = typeof TRANSFERS extends fc.Arbitrary<infer T> ? T : never;

/** A good stream comes to an answer, and one with a bad status to an error, so that both are met in any case. */
const UNHARMED: readonly Transfer[] = [
  { sizes: [7], breaks: false, status: 200, type: "text/event-stream" },
  { sizes: [7], breaks: false, status: 429, type: "application/json" },
];

/** Asks once with this `send`, the way an app does. */
type Ask = (
  settings: LlmSettings,
  send: Send,
  onDelta: (text: string) => void,
) => Promise<ChatAnswer | Completion | undefined>;

describe("a damaged stream", { timeout: SOAK ? 600_000 : 30_000 }, () => {
  it.for(PROVIDERS_UNDER_TEST)(
    "of a Chat with %s comes to an answer or a ChatError",
    async (provider, { expect }) => {
      await expectEnds(expect, {}, async (settings, send, onDelta) => {
        const client = await createClient(settings, { provider }, dependenciesWith(send));
        return client.chat({ messages: [{ role: "user", content: "?" }] }, { onDelta });
      });
    },
  );

  it.for(["llamacpp", "mistral", "deepseek", "openai", "ollama"] as const)(
    "of a completion by %s comes to a completion, to nothing or to a ChatError",
    async (fim, { expect }) => {
      await expectEnds(expect, { fim }, async (settings, send, onDelta) => {
        const given = dependenciesWith(send);
        const client = await createCompletionClient(settings, { provider: "lab" }, given);
        return client.complete({ prefix: "const a = ", suffix: ";\n" }, { onDelta });
      });
    },
  );
});

async function expectEnds(
  expect: ExpectStatic,
  host: { readonly fim?: FimSetting },
  ask: Ask,
): Promise<void> {
  const samples = await recorded(host, ask);
  expect(samples.filter((sample) => sample.includes("Hello"))).not.toEqual([]);
  const settings = withHost(
    settingsFor({ url: "http://fuzz.test/v1", origin: "http://fuzz.test" }),
    host,
  );
  const good = Buffer.from(samples[0] ?? "");
  const ends = new Set<string>();

  await fc.assert(
    fc.asyncProperty(damaged(samples, WORDS), TRANSFERS, async (bytes, transfer) => {
      let shown = "";
      const asked = ask(
        settings,
        async () => responseOf(bytes, transfer),
        (text) => {
          shown += text;
        },
      );

      const end = await Promise.race([asked.then(answerOf, errorOf), hanging()]);

      ends.add(end instanceof ChatError ? "error" : "answer");
      if (end instanceof ChatError) {
        expect(end.message).not.toContain(KEY);
        expect(end.message).not.toMatch(/\p{Cc}/u);
      } else {
        const texts = [shown, withoutReasoning(shown)]; // a Chat's whole text is without reasoning
        expect(texts.map((text) => ({ text, recvBytes: utf8BytesOf(text) }))).toContainEqual(end);
      }
    }),
    {
      numRuns: RUNS,
      endOnFailure: true,
      examples: UNHARMED.map((each): [Uint8Array, Transfer] => [good, each]),
    },
  );
  expect(ends).toEqual(new Set(["answer", "error"]));
}

/** What the provider really sends for each of the replies. */
async function recorded(host: { readonly fim?: FimSetting }, ask: Ask): Promise<readonly string[]> {
  const samples: string[] = [];
  for (const reply of REPLIES) {
    const provider = await startProvider({ respond: () => reply });
    const recording: Send = async (request) => {
      const response = await createHttpSend()(request);
      const pieces: Uint8Array[] = [];
      for await (const piece of response.body) {
        pieces.push(piece);
      }
      samples.push(Buffer.concat(pieces).toString("utf8"));
      return responseWith(pieces, response);
    };
    await ask(withHost(settingsFor(provider), host), recording, () => undefined).catch(
      () => undefined,
    ); // it may well fail
    await provider.stop();
  }
  return samples;
}

function withHost(settings: LlmSettings, host: { readonly fim?: FimSetting }): LlmSettings {
  const lab = settings.compatible?.get("lab");
  return lab ? { ...settings, compatible: new Map([["lab", { ...lab, ...host }]]) } : settings;
}

function dependenciesWith(send: Send): Parameters<typeof createClient>[2] {
  return { env: KEYS, send, sleep: async () => undefined, random: () => 0 };
}

function responseOf(bytes: Uint8Array, { sizes, breaks, status, type }: Transfer): HttpResponse {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += pieces.at(-1)?.length ?? 1) {
    const size = sizes[pieces.length % sizes.length] ?? 1;
    pieces.push(bytes.subarray(at, at + size));
  }
  return responseWith(pieces, {
    status,
    headers: type === "" ? {} : { "content-type": type },
    ...(breaks && { broken: Object.assign(new Error("closed"), { code: "ECONNRESET" }) }),
  });
}

function answerOf(answer: ChatAnswer | Completion | undefined): object {
  return { text: answer?.text ?? "", recvBytes: answer?.recvBytes ?? 0 };
}

function errorOf(error: unknown): unknown {
  return error;
}

async function hanging(): Promise<string> {
  await new Promise((resolve) => {
    setTimeout(resolve, HANGS_AFTER_MS).unref();
  });
  return "hangs";
}
