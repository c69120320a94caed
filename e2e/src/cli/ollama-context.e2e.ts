import type { ProviderMessage, ProviderReply, ProviderRequest } from "@hexai/testing";
import { describe, it } from "vitest";

import { setUpCli } from "./cli-fixture.ts";

/** In words, which are tokens here. */
const DEFAULT_CONTEXT = 70;

describe("hexai -C with a model of Ollama", () => {
  it("says when the front was dropped, and num_ctx helps", async ({ expect }) => {
    const { hexai, provider } = await setUpCli(answerLikeOllama);
    const ask = (...args: readonly string[]) =>
      hexai(["-s", "Be brief.", "-p", "ollama", "-m", "qwen", ...args], {
        env: { OLLAMA_HOST: provider.origin },
      });

    const errors: string[] = [];
    for (const words of [40, 20, 20, 20]) {
      const conversation = errors.length === 0 ? ["--name", "k"] : ["-C", "k"];
      errors.push((await ask(...conversation, "word ".repeat(words))).err);
    }
    const helped = await ask("-C", "k", "-o", "num_ctx=4096", "word");
    const [first] = provider.requests;

    expect(first?.path).toBe("/api/chat");
    const warnings = errors.map((err) => /^.*num_ctx.*$/mu.exec(err)?.[0]);
    expect(warnings).toEqual([undefined, undefined, expect.any(String), undefined]);
    expect(warnings[2]).toBe(
      "hexai: ollama:qwen has read 44 tokens, fewer than in the turn before (63): Ollama drops the beginning of what does not fit without a word; raise num_ctx",
    );
    expect(helped.err).not.toContain("num_ctx");
    expect(provider.requests.at(-1)?.body["options"]).toMatchObject({ num_ctx: 4096 });
    expect(provider.requests.at(-1)?.messages).toHaveLength(10);
  });
});

/** Reads the instruction and the newest messages that fit, and says how much it has read and not that it has dropped something. */
function answerLikeOllama({ body, messages, model }: ProviderRequest): ProviderReply {
  const { num_ctx: context = DEFAULT_CONTEXT } = (body["options"] ?? {}) as { num_ctx?: number };
  const system = messages.filter(({ role }) => role === "system");
  let read = messages.filter(({ role }) => role !== "system");
  while (read.length > 1 && wordsIn([...system, ...read]) > context) {
    read = read.slice(1);
  }
  const lines = [
    { model, message: { role: "assistant", content: "yes" }, done: false },
    {
      model,
      message: { role: "assistant", content: "" },
      done: true,
      done_reason: "stop",
      prompt_eval_count: wordsIn([...system, ...read]),
      eval_count: 1,
    },
  ];
  return { type: "raw", chunks: lines.map((line) => Buffer.from(`${JSON.stringify(line)}\n`)) };
}

function wordsIn(messages: readonly ProviderMessage[]): number {
  return messages
    .map(({ content }) => content.trim().split(/\s+/u).length)
    .reduce((a, b) => a + b, 0);
}
