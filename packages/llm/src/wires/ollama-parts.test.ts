import { describe, it } from "vitest";

import { connect } from "../testing/connect.ts";

const HELLO = '{"message":{"content":"Hello"},"done":false}\n';
const DONE = '{"message":{"content":""},"done":true,"done_reason":"stop"}\n';

describe("an answer of Ollama", () => {
  it.for([
    { lines: `${HELLO}{"done":false}\n${DONE}`, why: "in the middle" },
    { lines: `${HELLO}{"done":true}\n`, why: "in the end" },
    { lines: `${HELLO}{"message":null,"done":true}\n`, why: "which is null" },
  ])("may have a line without a message: $why", async ({ lines }, { expect }) => {
    const { client } = await connect("ollama", { type: "raw", chunks: [Buffer.from(lines)] });

    const answer = await client.chat({ messages: [{ role: "user", content: "?" }] });

    expect(answer.text).toBe("Hello");
  });

  it.for(["7", "{}", "[1]", "true"])(
    "is unreadable when its text is %s",
    async (text, { expect }) => {
      const line = `{"message":{"content":${text}},"done":false}\n`;
      const { client } = await connect("ollama", {
        type: "raw",
        chunks: [Buffer.from(`${HELLO}${line}${DONE}`)],
      });

      await expect(
        client.chat({ messages: [{ role: "user", content: "?" }] }),
      ).rejects.toMatchObject({
        name: "ChatError",
        code: "unreadable",
      });
    },
  );
});
