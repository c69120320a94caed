import { describe, it } from "vitest";

import { systemPrompt } from "./system-prompt.ts";
import { toMessages } from "./to-messages.ts";

describe("toMessages", () => {
  it.for([
    { words: ["a", "b"], piped: "", text: "a b", why: "words are joined" },
    { words: ["a"], piped: "x\n", text: "a\n\nx\n", why: "a blank line comes between" },
    { words: [], piped: "\tx\r\n\n", text: "\tx\r\n\n", why: "what was piped is unaltered" },
    { words: [" "], piped: "x", text: "x", why: "a blank prompt is none" },
    { words: ["a"], piped: "\n", text: "a", why: "a blank pipe is none" },
    { words: ["a"], piped: "\ufeffx", text: "a\n\n\ufeffx", why: "a byte order mark stays" },
  ])("sends $text: $why", ({ words, piped, text }, { expect }) => {
    expect(toMessages({ words, piped })?.messages.at(-1)).toEqual({ role: "user", content: text });
  });

  it.for([
    { words: [], piped: "" },
    { words: ["", " "], piped: " \n" },
  ])("has nothing to send for $words and $piped", (question, { expect }) => {
    expect(toMessages(question)).toBeUndefined();
  });

  it("puts the built-in system prompt first", ({ expect }) => {
    expect(toMessages({ words: ["why"], piped: "", form: "markdown" })?.messages[0]).toEqual({
      role: "system",
      content: systemPrompt("why", "markdown"),
    });
  });

  it("takes the user's system prompt instead", ({ expect }) => {
    expect(toMessages({ words: ["explain"], piped: "", system: "Rhyme." })?.messages[0]).toEqual({
      role: "system",
      content: "Rhyme.",
    });
  });

  it("sends no system prompt when the user's is empty", ({ expect }) => {
    expect(toMessages({ words: ["a"], piped: "", system: "" })?.messages).toEqual([
      { role: "user", content: "a" },
    ]);
  });

  it("explains at length only when the prompt says so", ({ expect }) => {
    const [long] = toMessages({ words: ["Explain", "this"], piped: "x" })?.messages ?? [];
    const [short] = toMessages({ words: ["fix", "this"], piped: "explain" })?.messages ?? [];

    expect(long?.content).not.toBe(short?.content);
    expect(short?.content).toBe(systemPrompt("", "text"));
  });

  it("keeps nothing of files that may hold secrets, and everything of others", ({ expect }) => {
    const part = { type: "image", mediaType: "image/png", bytes: Buffer.from("png") } as const;
    const attachments = [
      { type: "text", name: ".env", block: ".env\nA=1", isBlank: false, isSecret: true },
      { type: "image", name: "id_rsa", part, isSecret: true },
      { type: "text", name: "a.ts", block: "a.ts\nf()", isBlank: false },
    ] as const;
    const question = { words: ["why"], piped: "" };

    const asked = toMessages({ ...question, attachments });

    expect(asked?.messages.at(-1)?.content).toEqual([
      part,
      { type: "text", text: "why\n\n.env\nA=1\n\na.ts\nf()" },
    ]);
    const remark = "(not kept, because it may hold secrets)";
    expect(asked?.kept).toBe(`why\n\n.env\n${remark}\n\nid_rsa\n${remark}\n\na.ts\nf()`);
    expect(toMessages({ ...question, attachments: attachments.slice(2) })?.kept).toBeUndefined();
  });
});
