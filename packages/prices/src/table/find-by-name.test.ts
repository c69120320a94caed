import { describe, it } from "vitest";

import { findByName } from "./find-by-name.ts";

const TABLE = new Map(
  ["gpt-4.1", "claude-sonnet-5", "anthropic/claude-sonnet-4.5", "a:free"].map((name) => [
    name,
    name,
  ]),
);

describe("findByName", () => {
  it.for([
    ["gpt-4.1", "gpt-4.1"],
    ["GPT-4.1", "gpt-4.1"],
    ["gpt-4.1-2025-04-14", "gpt-4.1"],
    ["gpt-4.1-20250414", "gpt-4.1"],
    ["gpt-4.1@20250414", "gpt-4.1"],
    ["gpt-4.1-latest", "gpt-4.1"],
    ["gpt-4.1:batch", "gpt-4.1"],
    ["a:free", "a:free"],
    ["anthropic/claude-sonnet-4.5:thinking", "anthropic/claude-sonnet-4.5"],
    ["claude-sonnet-5-5", undefined],
    ["claude-sonnet-5-20251399", undefined],
    ["claude-sonnet-5-12345678", undefined],
    ["claude-sonnet-5-2025-0414", undefined],
    ["gpt-4.1-mini", undefined],
    ["gpt-4.1:", undefined],
    ["gpt-4.1 ", undefined],
    ["my-gpt-4.1", undefined],
    ["openai/gpt-4.1", undefined],
    ["gpt-4.1-latest-20250414", undefined],
    ["-latest", undefined],
    ["constructor", undefined],
    ["", undefined],
  ] as const)("takes %s for %s", ([model, name], { expect }) => {
    expect(findByName(model, (each) => TABLE.get(each))).toBe(name);
  });
});
