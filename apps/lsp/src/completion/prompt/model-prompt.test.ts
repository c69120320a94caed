import { describe, it } from "vitest";

import { completionMessages } from "./model-prompt.ts";

const INPUT = { language: "go", file: "a.go", prefix: "a {{suffix}} ", suffix: "b" };

describe("completionMessages", () => {
  it("shows where the cursor is, with what is before it first", ({ expect }) => {
    const messages = completionMessages({}, INPUT);

    expect(messages.map(({ role }) => role)).toEqual(["system", "user"]);
    expect(messages[1]?.content).toBe("File: a.go (go)\n\na {{suffix}} <|cursor|>b");
  });

  it("takes the user's own words", ({ expect }) => {
    const prompts = { system: "", user: "{{file}} {{language}}: {{prefix}}_{{suffix}}" };

    expect(completionMessages(prompts, INPUT)).toEqual([
      { role: "user", content: "a.go go: a {{suffix}} _b" },
    ]);
  });
});
