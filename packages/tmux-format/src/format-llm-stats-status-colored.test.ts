import { describe, it } from "vitest";

import { formatLLMStatsStatusColored } from "./format-llm-stats-status-colored.ts";

describe("formatLLMStatsStatusColored", () => {
  it("tells what one process used", ({ expect }) => {
    expect(formatLLMStatsStatusColored("openai", "gpt-4.1", 5, 0.8, 12_000, 34_000)).toBe(
      "LLM:openai:gpt-4.1 ↑12kB ↓34kB 0.8rpm 5r",
    );
  });

  it.for([
    { provider: "", model: "m", label: "LLM:m", why: "no provider" },
    { provider: "p", model: "", label: "LLM:p", why: "no model" },
    { provider: "", model: "", label: "LLM", why: "no names" },
    { provider: "p\n", model: "\u001Bm#[bg=red]", label: "LLM:p:m###[][bg=red]", why: "hostile" },
  ])("begins with $label: $why", ({ provider, model, label }, { expect }) => {
    expect(formatLLMStatsStatusColored(provider, model, 0, 0, 0, 0)).toBe(
      `${label} ↑0B ↓0B 0.0rpm 0r`,
    );
  });

  it("shows what is no amount as zero", ({ expect }) => {
    const line = formatLLMStatsStatusColored(
      "p",
      "m",
      Number.NaN,
      Number.POSITIVE_INFINITY,
      -1,
      -0,
    );

    expect(line).toBe("LLM:p:m ↑0B ↓0B 0.0rpm 0r");
  });

  it("is coloured and cut like every line", ({ expect }) => {
    const options = { fg: "red", maxWidth: 20 };

    expect(formatLLMStatsStatusColored("openai", "gpt-4.1", 5, 0.8, 12_000, 34_000, options)).toBe(
      "#[fg=red]LLM:openai:gpt-4.1 …#[default]",
    );
  });
});
