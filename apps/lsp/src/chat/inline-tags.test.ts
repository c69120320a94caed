import { describe, it } from "vitest";

import { tagMessages } from "./inline-tags.ts";

const INPUT = { instruction: "{{prefix}}", language: "go", file: "a.go", prefix: "a", suffix: "b" };

describe("tagMessages", () => {
  it("shows the model the instruction and what is around it", ({ expect }) => {
    const text = tagMessages(INPUT, {}).at(-1)?.content;

    expect(text).toContain("a<CURSOR>b");
    expect(text).toContain("Instruction: {{prefix}}");
  });

  it("uses the user's own words", ({ expect }) => {
    const prompts = {
      inline_system: "",
      inline_user: "{{instruction}} in {{file}} ({{language}})",
    };

    expect(tagMessages(INPUT, prompts)).toEqual([
      { role: "user", content: "{{prefix}} in a.go (go)" },
    ]);
  });
});
