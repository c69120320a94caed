import { describe, it } from "vitest";

import {
  formatFirstMessage,
  formatMessage,
  parseConversation,
  parseName,
} from "./message-lines.ts";
import type { Message } from "./message.ts";

const MODEL = { index: 1, provider: "openai", name: "gpt", temperature: 0, options: { top_p: 1 } };
const MESSAGES: readonly Message[] = [
  { id: "s", parent: undefined, at: 0, role: "system", content: "Be é.\n\u2028" },
  {
    id: "q",
    parent: "s",
    at: 1,
    role: "user",
    content: "why?\n\u0000\ud83d",
    turn: "q",
    models: [MODEL, { index: 2, provider: "p", name: "m" }],
    terminal: "1-2",
  },
  {
    id: "a",
    parent: "q",
    at: 2,
    role: "assistant",
    content: "because",
    end: "whole",
    model: MODEL,
    bytes: { sent: 3, recv: 7 },
    tokens: { input: 1, output: 2 },
    vendor: "openai",
    costUsd: 0.000_018,
  },
  {
    id: "b",
    parent: "q",
    at: 2,
    role: "assistant",
    content: "",
    end: "broken",
    model: { index: 2, provider: "p", name: "m" },
    error: "p (m) is in trouble",
  },
  {
    id: "c",
    parent: "q",
    at: 2,
    role: "assistant",
    content: "",
    end: "whole",
    model: MODEL,
    isWithheld: true,
  },
  { id: "u", parent: undefined, at: 3, role: "undo", turn: "q", terminal: "1-2" },
];
const [FIRST = fail(), ...OTHERS] = MESSAGES;
const FILE = formatFirstMessage(FIRST, "work") + OTHERS.map(formatMessage).join("");

describe("parseConversation", () => {
  it("reads what was written, a line a message", ({ expect }) => {
    expect(FILE.match(/\n/gu)).toHaveLength(MESSAGES.length);
    expect(parseConversation("id", FILE)).toEqual({ id: "id", name: "work", messages: MESSAGES });
  });

  it("skips a broken last line, however short, and keeps those before it", ({ expect }) => {
    const last = formatMessage(MESSAGES[2] ?? FIRST).slice(0, -1);
    const whole = formatFirstMessage(FIRST, undefined);

    for (let length = 0; length < last.length; length += 1) {
      expect(parseConversation("id", whole + last.slice(0, length))?.messages).toEqual([FIRST]);
    }
  });

  it.for([
    { line: "", why: "a blank line" },
    { line: "null", why: "no object" },
    { line: '{"id":"x"}', why: "no message" },
    { line: '{"id":"x","at":"2026","role":"user","content":1}', why: "no text" },
    { line: '{"id":"","at":"2026","role":"user","content":""}', why: "no id" },
    { line: '{"id":"x","at":"never","role":"user","content":""}', why: "no time" },
    { line: '{"id":"x","at":"2026","role":"owner","content":""}', why: "another role" },
    { line: '{"id":"x","at":"2026","role":"assistant","content":""}', why: "no model" },
    { line: "\u0000\u0000\u0000", why: "what a power failure leaves" },
  ])("skips a line in the middle: $why", ({ line }, { expect }) => {
    const file = FILE.replace("\n", `\n${line}\n`);

    expect(parseConversation("id", file)?.messages).toEqual(MESSAGES);
  });

  it("takes the last of two messages with one id", ({ expect }) => {
    const file = FILE + formatMessage({ ...FIRST, role: "system", content: "other" });

    expect(parseConversation("id", file)?.messages[0]).toMatchObject({ content: "other" });
  });

  it.for(["", "\n", '{"version":2,"id":"s","at":"2026","role":"system","content":"x"}\n'])(
    "does not understand %j",
    (file, { expect }) => {
      expect(parseConversation("id", file)).toBeUndefined();
    },
  );
});

describe("parseName", () => {
  it.for([
    { name: "work", why: "a word" },
    { name: 'a "b" \\ é 日本', why: "quotation marks and others" },
  ])("reads $why without the rest of the file", ({ name }, { expect }) => {
    const file = formatFirstMessage(FIRST, name);

    expect(parseName(file)).toBe(name);
    expect(parseName(file.slice(0, file.indexOf(',"id"')))).toBe(name);
  });

  it.for(["", formatFirstMessage(FIRST, undefined), '{"version":1,"name":"wo'])(
    "finds none in %j",
    (beginning, { expect }) => {
      expect(parseName(beginning)).toBeUndefined();
    },
  );
});

function fail(): never {
  throw new Error("there is a first message");
}
