import { describe, it } from "vitest";

import type { Conversation } from "../../conversation/message.ts";
import { searchConversation } from "./search.ts";

describe("searchConversation", () => {
  it.for([
    { words: ["COMMIT"], match: "undo the last commit", why: "case does not matter" },
    { words: ["reset", "undo"], match: "  git reset".trim(), why: "every word is somewhere" },
    { words: ["work"], match: "work", why: "it is in the name" },
    { words: ["evil"], match: "␛[2J evil", why: "a terminal would obey the line" },
    { words: ["commit", "tree"], match: undefined, why: "one word is missing" },
  ])("finds $match: $why", ({ words, match }, { expect }) => {
    expect(
      searchConversation(
        conversationOf("undo the last commit", "a\n  git reset\n\u001b[2J evil"),
        words,
      ),
    ).toBe(match);
  });

  it("does not look into instructions", ({ expect }) => {
    const { messages } = conversationOf("undo the last commit", "git reset");
    const instruction = {
      id: "s",
      parent: undefined,
      at: 0,
      role: "system",
      content: "Help about git.",
    } as const;
    const conversation = { id: "id", messages: [instruction, ...messages] };

    expect(searchConversation(conversation, ["help"])).toBeUndefined();
    expect(searchConversation(conversation, ["git"])).toBe("git reset");
  });

  it("shows a long line from shortly before the word", ({ expect }) => {
    const line = `${"x".repeat(200)} needle ${"y".repeat(200)}`;

    const match = searchConversation(conversationOf(line, ""), ["needle"]);

    expect(match).toMatch(/^…x{19} needle y+…$/u);
    expect(match).toHaveLength(76);
  });
});

function conversationOf(question: string, answer: string): Conversation {
  const model = { index: 0, provider: "p", name: "m" };
  return {
    id: "id",
    name: "work",
    messages: [
      {
        id: "q",
        parent: undefined,
        at: 0,
        role: "user",
        content: question,
        turn: "q",
        models: [model],
      },
      { id: "a", parent: "q", at: 0, role: "assistant", content: answer, end: "whole", model },
    ],
  };
}
