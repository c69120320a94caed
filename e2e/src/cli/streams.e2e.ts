import type { ProviderReply } from "@hexai/testing";
import { describe, it } from "vitest";

import { setUpCli } from "./cli-fixture.ts";

type Name = "openai" | "anthropic" | "ollama";

/** A stream of each provider with what real hosts put between two texts. */
const STREAMS: Readonly<Record<Name, readonly string[]>> = {
  openai: [
    ": connected\n\n",
    "data: null\n\n",
    event({ choices: [{ delta: { role: "assistant", content: "<think>Hm</thi" } }] }),
    event({ choices: [{ delta: { content: "nk>\n\nGrü" } }] }),
    event({ choices: null }),
    "data:\n\n",
    "event: ping\ndata: 12:00\n\n",
    event({ choices: [{ delta: { tool_calls: [{ id: null, function: { name: null } }] } }] }),
    event({ choices: [{ delta: { content: "ße" } }] }),
    event({ choices: [{ delta: {}, finish_reason: "stop" }] }),
    event({ id: 7, usage: { prompt_tokens: "12", completion_tokens: 5 } }),
    "data: [DONE]\n\n",
  ],
  anthropic: [
    event({
      type: "message_start",
      message: { usage: { input_tokens: 2, cache_read_input_tokens: 10 } },
    }),
    event({ type: "content_block_start", content_block: { type: "text", text: "Grü" } }),
    event({ type: "comet" }),
    event({ type: "content_block_start", content_block: { type: "comet" } }),
    event({ type: "content_block_delta", delta: { type: "comet_delta", comet: "x" } }),
    event({ type: "content_block_delta", delta: { type: "text_delta", text: "ße" } }),
    event({ type: "message_delta", delta: {}, usage: null }),
    event({
      type: "message_delta",
      delta: { stop_reason: "end_turn" },
      usage: { output_tokens: "5" },
    }),
    event({ type: "message_stop" }),
  ],
  ollama: [
    "null\n\r\n",
    line({ message: { content: "", thinking: "Hm" }, done: false }),
    line({ message: { content: "Grü" }, done: false }),
    line({ status: "busy" }),
    line({ message: { content: "ße" } }),
    line({ message: null, done: true, prompt_eval_count: 12, eval_count: 5 }),
  ],
};

describe("hexai, asked to stream", () => {
  it.for(["openai", "anthropic", "ollama"] as const)(
    "reads what %s really sends, counts it, and ends although the connection stays open",
    async (name, { expect }) => {
      const chunks = STREAMS[name].map((text) => Buffer.from(text));
      const { hexai, usage, provider, env } = await asking(name, {
        type: "raw",
        chunks,
        end: "hold",
      });

      const shown = await hexai(["--no-cache", "-q", "hello"], { env });
      const read = await hexai(["--no-cache", "--json", "-q", "hello"], { env });

      expect(shown).toEqual({ code: 0, out: "Grüße\n", err: "" });
      expect(read).toMatchObject({ code: 0, err: "" });
      expect(JSON.parse(read.out)).toMatchObject({
        text: "Grüße",
        usage: { input_tokens: 12, output_tokens: 5 },
        bytes: { recv: 7 },
      });
      expect((await usage()).global).toMatchObject({ reqs: 2, recv: 14 });
      await expect.poll(() => provider.requests.every(({ closedEarly }) => closedEarly)).toBe(true);
    },
  );

  it.for(["openai", "anthropic", "ollama"] as const)(
    "cuts the reasoning of %s in which an answer begins out of a whole text",
    async (name, { expect }) => {
      const reply = { type: "answer", deltas: ["Hm.\n</thi", "nk>\n\nYes."] } as const;
      const { hexai, env } = await asking(name, reply);
      const ask = async (...flags: readonly string[]) =>
        (await hexai([...flags, "-q", "hello"], { env })).out;

      expect(await ask("--no-cache")).toBe("Hm.\n</think>\n\nYes.\n");
      expect(await ask("--no-cache", "--no-stream")).toBe("Yes.\n");
      expect(JSON.parse(await ask("--json"))).toMatchObject({ text: "Yes.", bytes: { recv: 4 } });
      expect(JSON.parse(await ask("--json"))).toMatchObject({ text: "Yes.", cached: true });
    },
  );

  it("shows an answer that speaks of the closing mark alike in every form", async ({ expect }) => {
    const reply = {
      type: "answer",
      deltas: ["<think>Hm</think>", "Use the </think>", " mark."],
    } as const;
    const { hexai, env } = await asking("openai", reply);
    const ask = async (...flags: readonly string[]) =>
      (await hexai([...flags, "-q", "hello"], { env })).out;
    const text = "Use the </think> mark.";

    expect(await ask("--no-cache")).toBe(`${text}\n`);
    expect(await ask("--no-cache", "--no-stream")).toBe(`${text}\n`);
    expect(JSON.parse(await ask("--no-cache", "--json"))).toMatchObject({ text });
    expect(await ask()).toBe(`${text}\n`);
    expect(JSON.parse(await ask("--json"))).toMatchObject({ text, cached: true });
  });

  it("tells the words of a router and of the provider behind it", async ({ expect }) => {
    const error = {
      code: 400,
      message: "Provider returned error",
      metadata: { raw: '{"detail":"too many pictures"}', provider_name: "Acme" },
    };
    const { hexai } = await setUpCli({ type: "status", status: 200, body: { error } });

    const { code, out, err } = await hexai(["hello"]);

    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err.replaceAll(/\s+/gu, " ")).toContain(
      "refused the request (HTTP 400: Provider returned error; Acme: too many pictures)",
    );
  });
});

/** An environment in which the provider `name` is chosen, and a server that does what `reply` says. */
async function asking(name: Name, reply: ProviderReply) {
  const setting = await setUpCli(reply);
  const { url, origin } = setting.provider;
  const env = {
    HEXAI_PROVIDER: name,
    ANTHROPIC_API_KEY: "sk-ant-0123456789",
    HEXAI_ANTHROPIC_BASE_URL: url,
    HEXAI_OLLAMA_BASE_URL: origin,
  };
  return { ...setting, env };
}

function event(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

function line(data: object): string {
  return `${JSON.stringify(data)}\n`;
}
