import { ChatError } from "@hexai/chat";
import { describe, it } from "vitest";

import { formatOnlineResults, type OnlineResult } from "./check-online.ts";

describe("formatOnlineResults", () => {
  it.for<{ results: readonly OnlineResult[]; lines: readonly string[]; why: string }>([
    { results: [answer("openai", "a")], lines: ["openai:a answers"], why: "one model" },
    {
      results: [answer("openai", "a"), refusal("anthropic", "b"), answer("openai", "c")],
      lines: ["openai:a, openai:c answer", "anthropic (b) is no good"],
      why: "several of one provider",
    },
    {
      results: [refusal("anthropic", "a"), refusal("anthropic", "b")],
      lines: ["anthropic (a) is no good"],
      why: "the same trouble twice",
    },
    {
      results: [answer("openai", "a"), refusal("openai", "b", "not-found")],
      lines: ["openai:a answers", "openai (b) is no good"],
      why: "one model that is not there",
    },
    {
      results: [refusal("lab", "a"), refusal("lab", "b", "not-found")],
      lines: ["lab (a) is no good", "lab (b) is no good"],
      why: "two kinds of trouble",
    },
  ])("tells $why", ({ results, lines }, { expect }) => {
    expect(formatOnlineResults(results)).toEqual(lines);
  });
});

function answer(provider: string, model: string): OnlineResult {
  return { ok: true, provider, model };
}

function refusal(
  provider: string,
  model: string,
  code: "not-found" | "unauthorized" = "unauthorized",
): OnlineResult {
  const error = new ChatError(code, `${provider} (${model}) is no good`, { provider, model });
  return { ok: false, provider, error };
}
