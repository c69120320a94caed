import { describe, it } from "vitest";

import { systemPrompt } from "./system-prompt.ts";

describe("systemPrompt", () => {
  it.for(["explain tar", "please EXPLAIN", "tar, explain!"])(
    "is long for %j",
    (prompt, { expect }) => {
      expect(systemPrompt(prompt, false)).toContain("step by step");
    },
  );

  it.for(["", "tar", "unexplained", "explainer"])("is short for %j", (prompt, { expect }) => {
    expect(systemPrompt(prompt, false)).toContain("at most two sentences");
  });

  it("asks for what the answer will be shown as", ({ expect }) => {
    expect(systemPrompt("tar", true)).toContain("Write Markdown.");
    expect(systemPrompt("tar", false)).toContain("Use plain text");
  });

  it("is the user's own where there is one, though it be empty", ({ expect }) => {
    const own = { default_system: "Rhyme.", explain_system: "" };

    expect(systemPrompt("tar", true, own)).toBe("Rhyme.");
    expect(systemPrompt("explain tar", true, own)).toBe("");
    expect(systemPrompt("explain tar", false, { default_system: "" })).toContain("step by step");
  });
});
