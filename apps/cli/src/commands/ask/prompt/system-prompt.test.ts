import { describe, it } from "vitest";

import { systemPrompt } from "./system-prompt.ts";

describe("systemPrompt", () => {
  it.for(["explain tar", "please EXPLAIN", "tar, explain!"])(
    "is long for %j",
    (prompt, { expect }) => {
      expect(systemPrompt(prompt, "text")).toContain("step by step");
    },
  );

  it.for(["", "tar", "unexplained", "explainer"])("is short for %j", (prompt, { expect }) => {
    expect(systemPrompt(prompt, "text")).toContain("at most two sentences");
  });

  it("asks for what the answer will be shown as", ({ expect }) => {
    expect(systemPrompt("tar", "markdown")).toContain("Write Markdown.");
    expect(systemPrompt("tar", "text")).toContain("Use plain text");
  });

  it("says nothing against fences when nothing but code is wanted", ({ expect }) => {
    expect(systemPrompt("tar", "code")).not.toMatch(/fence|sentences/u);
    expect(systemPrompt("explain tar", "code")).toBe(systemPrompt("tar", "code"));
  });

  it("is the user's own where there is one, though it be empty", ({ expect }) => {
    const own = { default_system: "Rhyme.", explain_system: "" };

    expect(systemPrompt("tar", "markdown", own)).toBe("Rhyme.");
    expect(systemPrompt("explain tar", "markdown", own)).toBe("");
    expect(systemPrompt("explain tar", "text", { default_system: "" })).toContain("step by step");
  });
});
