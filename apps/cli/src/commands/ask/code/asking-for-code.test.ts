import type { ChatMessage } from "@hexai/chat";
import { fakeChatClient } from "@hexai/chat/testing";
import { describe, it } from "vitest";

import { systemPrompt } from "../prompt/system-prompt.ts";
import { askingForCode } from "./asking-for-code.ts";

const SENTENCE = /Answer with exactly one fenced code block/u;

describe("askingForCode", () => {
  it.for([
    { system: systemPrompt("why", "text"), why: "the built-in one of a conversation" },
    { system: systemPrompt("explain", "text"), why: "the long one" },
    { system: systemPrompt("why", "markdown"), why: "that of a terminal" },
    { system: systemPrompt("why", "code"), why: "the built-in one for code" },
  ])("never forbids the fences that it wants: $why", async ({ system }, { expect }) => {
    const [first] = await sent([
      { role: "system", content: system },
      { role: "user", content: "x" },
    ]);

    expect(first?.content).toMatch(SENTENCE);
    expect(first?.content).toBe(`${systemPrompt("why", "code")} ${sentenceIn(first)}`);
  });

  it("adds a sentence to the user's own instruction, or says it alone", async ({ expect }) => {
    const question = { role: "user", content: "x" } as const;

    const own = await sent([{ role: "system", content: "Use Go." }, question]);
    const alone = await sent([question]);

    expect(own[0]?.content).toMatch(/^Use Go\. Answer with exactly one/u);
    expect(alone.map(({ role }) => role)).toEqual(["system", "user"]);
  });
});

async function sent(messages: readonly ChatMessage[]): Promise<readonly ChatMessage[]> {
  const client = fakeChatClient();
  await askingForCode(client).chat({ messages });
  return client.requests[0]?.messages ?? [];
}

function sentenceIn(message: ChatMessage | undefined): string {
  const content = typeof message?.content === "string" ? message.content : "";
  return content.slice(content.search(SENTENCE));
}
