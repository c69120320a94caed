import { describe, it } from "vitest";

import { formatLLMStartStatus } from "./format-llm-start-status.ts";

describe("formatLLMStartStatus", () => {
  it.for([
    { provider: "openai", model: "gpt-4.1", line: "LLM:openai:gpt-4.1 ⏳", why: "the usual" },
    { provider: "", model: "gpt-4.1", line: "LLM:gpt-4.1 ⏳", why: "no provider" },
    { provider: "openai", model: "", line: "LLM:openai ⏳", why: "no model" },
    { provider: "", model: "", line: "LLM ⏳", why: "no names" },
    { provider: "日本", model: "🙂", line: "LLM:日本:🙂 ⏳", why: "CJK and emoji" },
    { provider: "a#(x)", model: "%H\n", line: "LLM:a###[](x):%#[]H ⏳", why: "hostile names" },
  ])("says $line: $why", ({ provider, model, line }, { expect }) => {
    expect(formatLLMStartStatus(provider, model)).toBe(line);
  });

  it("is coloured and cut like every line", ({ expect }) => {
    expect(formatLLMStartStatus("openai", "gpt-4.1", { theme: "yellow", maxWidth: 12 })).toBe(
      "#[fg=black,bg=yellow]LLM:openai:…#[default]",
    );
  });
});
