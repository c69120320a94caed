import { describe, it } from "vitest";

import { questionMessages } from "./question-messages.ts";

const INPUT = {
  question: "and now?",
  earlier: [{ question: "what?", answer: "this" }],
  language: "go",
  file: "a.go",
};

describe("questionMessages", () => {
  it("gives the model what was said before", ({ expect }) => {
    expect(questionMessages(INPUT, "{{file}} is {{language}}")).toEqual([
      { role: "system", text: "a.go is go" },
      { role: "user", text: "what?" },
      { role: "assistant", text: "this" },
      { role: "user", text: "and now?" },
    ]);
  });

  it("has words of its own", ({ expect }) => {
    expect(questionMessages(INPUT)[0]?.text).toContain("a.go");
  });

  it("says nothing first when the user wants that", ({ expect }) => {
    expect(questionMessages(INPUT, "")[0]?.role).toBe("user");
  });
});
