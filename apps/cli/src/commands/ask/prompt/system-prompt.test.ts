import { describe, it } from "vitest";

import { systemPromptOf } from "./system-prompt.ts";

describe("systemPromptOf", () => {
  it.for(["explain tar", "please EXPLAIN", "tar, explain!"])(
    "is long for %j",
    (prompt, { expect }) => {
      expect(systemPromptOf(prompt, false)).toContain("step by step");
    },
  );

  it.for(["", "tar", "unexplained", "explainer"])("is short for %j", (prompt, { expect }) => {
    expect(systemPromptOf(prompt, false)).toContain("at most two sentences");
  });

  it("asks for what the answer will be shown as", ({ expect }) => {
    expect(systemPromptOf("tar", true)).toContain("Write Markdown.");
    expect(systemPromptOf("tar", false)).toContain("Use plain text");
  });

  it("is the user's own where there is one, though it be empty", ({ expect }) => {
    const own = { default_system: "Rhyme.", explain_system: "" };

    expect(systemPromptOf("tar", true, own)).toBe("Rhyme.");
    expect(systemPromptOf("explain tar", true, own)).toBe("");
    expect(systemPromptOf("explain tar", false, { default_system: "" })).toContain("step by step");
  });
});
