import type { TokenUsage } from "@hexai/chat";
import { describe, it } from "vitest";

import { connect } from "../testing/connect.ts";
import { chunk, event, FRAMES, raw } from "../testing/frames.ts";

const REQUEST = { messages: [{ role: "user", content: "?" }] } as const;

interface Row {
  readonly why: string;
  /** What comes behind the text, without the end mark. */
  readonly events: readonly string[];
  readonly tokens: TokenUsage | undefined;
}

const usage = (fields: object): string => event({ choices: [], usage: fields });
const FINISH = FRAMES.lab.finish;

const CHAT_COMPLETIONS: readonly Row[] = [
  {
    why: "OpenAI",
    events: [
      FINISH,
      usage({
        prompt_tokens: 1000,
        completion_tokens: 300,
        total_tokens: 1300,
        prompt_tokens_details: { cached_tokens: 800, audio_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 200 },
      }),
    ],
    tokens: { input: 1000, output: 300, cached: 800, reasoning: 200 },
  },
  {
    why: "OpenRouter",
    events: [
      usage({
        prompt_tokens: 10,
        completion_tokens: 3,
        prompt_tokens_details: { cached_tokens: 4, cache_write_tokens: 5 },
      }),
      FINISH,
    ],
    tokens: { input: 10, output: 3, cached: 4, cacheWrite: 5 },
  },
  {
    why: "zeros behind the real counts",
    events: [
      FINISH,
      usage({ prompt_tokens: 10, completion_tokens: 3 }),
      usage({ prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }),
    ],
    tokens: { input: 10, output: 3 },
  },
  {
    why: "DeepSeek",
    events: [
      usage({
        prompt_tokens: 10,
        completion_tokens: 3,
        prompt_cache_hit_tokens: 8,
        prompt_cache_miss_tokens: 2,
      }),
      FINISH,
    ],
    tokens: { input: 10, output: 3, cached: 8 },
  },
  {
    why: "LiteLLM before Anthropic",
    events: [
      FINISH,
      usage({
        prompt_tokens: 10,
        completion_tokens: 3,
        cache_read_input_tokens: 4,
        cache_creation_input_tokens: 5,
      }),
    ],
    tokens: { input: 10, output: 3, cached: 4, cacheWrite: 5 },
  },
  {
    why: "Moonshot",
    events: [FINISH, usage({ prompt_tokens: 10, completion_tokens: 3, cached_tokens: 4 })],
    tokens: { input: 10, output: 3, cached: 4 },
  },
  {
    why: "Groq, in a field of its own",
    events: [
      event({
        choices: [{ delta: {}, finish_reason: "stop" }],
        x_groq: { usage: { prompt_tokens: 10, completion_tokens: 3 } },
      }),
    ],
    tokens: { input: 10, output: 3 },
  },
  {
    why: "xAI, where reasoning is counted beside the answer",
    events: [
      FINISH,
      usage({
        prompt_tokens: 10,
        completion_tokens: 3,
        total_tokens: 20,
        completion_tokens_details: { reasoning_tokens: 7 },
      }),
    ],
    tokens: { input: 10, output: 10, reasoning: 7 },
  },
  {
    why: "Google, whose reasoning shows in the total alone",
    events: [FINISH, usage({ prompt_tokens: 20, completion_tokens: 198, total_tokens: 623 })],
    tokens: { input: 20, output: 603 },
  },
  {
    why: "a total that includes Anthropic's cache",
    events: [
      FINISH,
      usage({
        prompt_tokens: 10,
        completion_tokens: 3,
        total_tokens: 22,
        cache_read_input_tokens: 4,
        cache_creation_input_tokens: 5,
      }),
    ],
    tokens: { input: 10, output: 3, cached: 4, cacheWrite: 5 },
  },
  {
    why: "a total that is too small",
    events: [FINISH, usage({ prompt_tokens: 20, completion_tokens: 3, total_tokens: 0 })],
    tokens: { input: 20, output: 3 },
  },
  {
    why: "in the chunk with the finish reason",
    events: [
      event({
        choices: [{ delta: {}, finish_reason: "stop" }],
        usage: { prompt_tokens: 10, completion_tokens: 3 },
      }),
    ],
    tokens: { input: 10, output: 3 },
  },
  {
    why: "a running total in every chunk",
    events: [
      usage({ prompt_tokens: 10, completion_tokens: 1 }),
      usage({ prompt_tokens: 10, completion_tokens: 2 }),
      FINISH,
      usage({ prompt_tokens: 10, completion_tokens: 3 }),
    ],
    tokens: { input: 10, output: 3 },
  },
  {
    why: "reported twice, then null",
    events: [
      usage({ prompt_tokens: 10, completion_tokens: 3 }),
      FINISH,
      event({ choices: [], usage: null }),
    ],
    tokens: { input: 10, output: 3 },
  },
  {
    why: "a chunk without choices",
    events: [FINISH, event({ usage: { prompt_tokens: 10, completion_tokens: 3 } })],
    tokens: { input: 10, output: 3 },
  },
  {
    why: "choices: null",
    events: [FINISH, event({ choices: null, usage: { prompt_tokens: 10, completion_tokens: 3 } })],
    tokens: { input: 10, output: 3 },
  },
  {
    why: "texts",
    events: [FINISH, usage({ prompt_tokens: "10", completion_tokens: " 3 " })],
    tokens: { input: 10, output: 3 },
  },
  {
    why: "one that cannot be read",
    events: [FINISH, usage({ prompt_tokens: "many", completion_tokens: 3 })],
    tokens: { output: 3 },
  },
  ...[-1, 1.5, 2 ** 60, null, "", "1e3", "-1", true, {}, [7]].map((count) => ({
    why: `no count: ${JSON.stringify(count)}`,
    events: [FINISH, usage({ prompt_tokens: count, completion_tokens: count })],
    tokens: undefined,
  })),
  {
    why: "parts that are larger than the whole",
    events: [
      FINISH,
      usage({
        prompt_tokens: 1,
        completion_tokens: 3,
        prompt_tokens_details: { cached_tokens: 2 },
        completion_tokens_details: { reasoning_tokens: 4 },
      }),
    ],
    tokens: { input: 1, output: 3 },
  },
  {
    why: "details that are null",
    events: [
      FINISH,
      usage({ prompt_tokens: 1, completion_tokens: 3, prompt_tokens_details: null }),
    ],
    tokens: { input: 1, output: 3 },
  },
  { why: "nothing", events: [FINISH], tokens: undefined },
  { why: "a list", events: [FINISH, event({ choices: [], usage: [] })], tokens: undefined },
];

const start = (fields: unknown): string =>
  event({ type: "message_start", message: { usage: fields } });
const delta = (fields: unknown): string =>
  event({ type: "message_delta", delta: { stop_reason: "end_turn" }, usage: fields });

const MESSAGES: readonly Row[] = [
  {
    why: "input before and output behind the text",
    events: [start({ input_tokens: 10, output_tokens: 1 }), delta({ output_tokens: 3 })],
    tokens: { input: 10, output: 3 },
  },
  {
    why: "what was read from a cache and written to one is input too",
    events: [
      start({
        input_tokens: 10,
        cache_read_input_tokens: 100,
        cache_creation_input_tokens: 1000,
        output_tokens: 1,
      }),
      delta({ output_tokens: 3 }),
    ],
    tokens: { input: 1110, output: 3, cached: 100, cacheWrite: 1000 },
  },
  {
    why: "totals that are repeated count once",
    events: [
      start({ input_tokens: 10, cache_read_input_tokens: 100, cache_creation_input_tokens: 0 }),
      delta({
        input_tokens: 10,
        cache_read_input_tokens: 100,
        cache_creation_input_tokens: 0,
        output_tokens: 2,
      }),
      delta({
        input_tokens: 10,
        cache_read_input_tokens: 100,
        cache_creation_input_tokens: 0,
        output_tokens: 3,
      }),
    ],
    tokens: { input: 110, output: 3, cached: 100, cacheWrite: 0 },
  },
  {
    why: "the last event's cache counters bring their own input",
    events: [
      start({ input_tokens: 110, output_tokens: 1 }),
      delta({ input_tokens: 10, cache_read_input_tokens: 100, output_tokens: 3 }),
    ],
    tokens: { input: 110, output: 3, cached: 100 },
  },
  {
    why: "everything came from a cache",
    events: [
      start({ input_tokens: 110 }),
      delta({ input_tokens: 0, cache_read_input_tokens: 110, output_tokens: 3 }),
    ],
    tokens: { input: 110, output: 3, cached: 110 },
  },
  {
    why: "a gateway's 0 does not replace what was reported",
    events: [
      start({ input_tokens: 10, output_tokens: 0 }),
      delta({ input_tokens: 0, output_tokens: 3 }),
    ],
    tokens: { input: 10, output: 3 },
  },
  {
    why: "a gateway's 0 is replaced by what is reported",
    events: [
      start({ input_tokens: 0, output_tokens: 0 }),
      delta({ input_tokens: 10, output_tokens: 3 }),
    ],
    tokens: { input: 10, output: 3 },
  },
  {
    why: "the whole input of a gateway, in which the cached ones of the first event are counted already",
    events: [
      start({ input_tokens: 25, cache_read_input_tokens: 10, output_tokens: 0 }),
      delta({ input_tokens: 35, output_tokens: 15 }),
    ],
    tokens: { input: 35, output: 15, cached: 10 },
  },
  {
    why: "an input that is corrected where nothing came from a cache",
    events: [
      start({ input_tokens: 25, cache_read_input_tokens: 0, output_tokens: 0 }),
      delta({ input_tokens: 35, output_tokens: 15 }),
    ],
    tokens: { input: 35, output: 15, cached: 0 },
  },
  {
    why: "texts",
    events: [start({ input_tokens: "10" }), delta({ output_tokens: "3" })],
    tokens: { input: 10, output: 3 },
  },
  {
    why: "cache counters without an input",
    events: [start({ cache_read_input_tokens: 100 }), delta({ output_tokens: 3 })],
    tokens: { output: 3, cached: 100 },
  },
  { why: "usage: null", events: [start(null), delta(null)], tokens: undefined },
  { why: "usage: {}", events: [start({}), delta({})], tokens: undefined },
];

const done = (fields: object): string =>
  `${JSON.stringify({ message: { content: "" }, done: true, ...fields })}\n`;

const OLLAMA: readonly Row[] = [
  {
    why: "both",
    events: [done({ prompt_eval_count: 10, eval_count: 3 })],
    tokens: { input: 10, output: 3 },
  },
  {
    why: "a part from its cache",
    events: [done({ prompt_eval_count: 10, prompt_eval_cached_count: 8, eval_count: 3 })],
    tokens: { input: 10, output: 3, cached: 8 },
  },
  {
    why: "a prompt from its cache",
    events: [done({ prompt_eval_count: 0, eval_count: 3 })],
    tokens: { output: 3 },
  },
  { why: "no prompt", events: [done({ eval_count: 3 })], tokens: { output: 3 } },
  {
    why: "texts",
    events: [done({ prompt_eval_count: "10", eval_count: "3" })],
    tokens: { input: 10, output: 3 },
  },
  { why: "nothing", events: [done({})], tokens: undefined },
  {
    why: "no numbers",
    events: [done({ prompt_eval_count: null, eval_count: -3 })],
    tokens: undefined,
  },
];

describe("the tokens of an answer", () => {
  it.for([
    ...CHAT_COMPLETIONS.map((row) => ({ name: "lab" as const, ...row })),
    ...MESSAGES.map((row) => ({ name: "anthropic" as const, ...row })),
    ...OLLAMA.map((row) => ({ name: "ollama" as const, ...row })),
  ])("are reported by $name: $why", async ({ name, events, tokens }, { expect }) => {
    const [text, end] = [FRAMES[name].text("abc"), name === "ollama" ? "" : FRAMES[name].end];
    const { client } = await connect(name, raw(text, ...events, end));

    const answer = await client.chat(REQUEST);

    expect(answer).toMatchObject({ text: "abc", recvBytes: 3 });
    expect(answer.tokens).toEqual(tokens);
  });

  it.for([
    { usage: { cost: 0.0012 }, cost: 0.0012, why: "what it charges" },
    { usage: { cost: 0 }, cost: 0, why: "that it charges nothing" },
    {
      usage: { cost: 0.5, is_byok: false, cost_details: { upstream_inference_cost: 9 } },
      cost: 0.5,
      why: "what it charges itself",
    },
    {
      usage: { cost: 0.25, is_byok: true, cost_details: { upstream_inference_cost: 0.5 } },
      cost: 0.75,
      why: "its fee and the provider's price",
    },
    {
      usage: { cost: 0.01, is_byok: true, cost_details: { upstream_inference_cost: null } },
      cost: undefined,
      why: "its fee alone",
    },
    { usage: {}, cost: undefined, why: "nothing" },
    ...["0.5", -1, null, {}, true, 1e300].map((cost) => ({
      usage: { cost },
      cost: undefined,
      why: `no amount: ${JSON.stringify(cost)}`,
    })),
  ])("come with $why from OpenRouter", async ({ usage: told, cost }, { expect }) => {
    const counts = { prompt_tokens: 10, completion_tokens: 3 };
    const { text, finish, end } = FRAMES.lab;
    const frames = raw(text("abc"), usage({ ...counts, ...told }), finish, end);
    const { client } = await connect("openrouter", frames);

    const answer = await client.chat(REQUEST);

    expect(answer).toMatchObject({ tokens: { input: 10, output: 3 }, vendor: "local" });
    expect(answer.costUsd).toBe(cost);
  });

  it("come without a cost from another host, whose currency is not known", async ({ expect }) => {
    const frames = raw(
      FRAMES.lab.text("abc"),
      usage({ prompt_tokens: 1, cost: 5 }),
      FINISH,
      FRAMES.lab.end,
    );
    const { client } = await connect("lab", frames);

    expect((await client.chat(REQUEST)).costUsd).toBeUndefined();
  });

  it("are reported by a whole answer too", async ({ expect }) => {
    const usageOf = { input_tokens: 1, cache_read_input_tokens: 2, output_tokens: 3 };
    const body = { type: "message", content: [{ type: "text", text: "x" }], usage: usageOf };
    const { client } = await connect("anthropic", { type: "status", status: 200, body });

    await expect(client.chat(REQUEST)).resolves.toMatchObject({
      tokens: { input: 3, cached: 2, output: 3 },
    });
  });

  it("stand in a chunk with a text", async ({ expect }) => {
    const last = { delta: { content: "c" }, finish_reason: "stop" };
    const whole = chunk(last).replace('"choices"', '"usage":{"prompt_tokens":1},"choices"');
    const { client } = await connect("lab", raw(chunk({ delta: { content: "ab" } }), whole));

    await expect(client.chat(REQUEST)).resolves.toMatchObject({
      text: "abc",
      tokens: { input: 1 },
    });
  });
});
