import { describe, it } from "vitest";

import { systemPromptOf } from "./system-prompt.ts";

describe("systemPromptOf", () => {
  it.for(["explain tar", "please EXPLAIN", "tar, explain!"])(
    "is long for %j",
    (prompt, { expect }) => {
      expect(systemPromptOf(prompt)).toContain("step by step");
    },
  );

  it.for(["", "tar", "unexplained", "explainer"])("is short for %j", (prompt, { expect }) => {
    expect(systemPromptOf(prompt)).toContain("at most two sentences");
  });
});
