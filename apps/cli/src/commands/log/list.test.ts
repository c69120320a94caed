import { displayWidth } from "@hexai/terminal/text";
import { describe, it } from "vitest";

import type { Answer, Conversation } from "../../conversation/message.ts";
import { listJson, listTable, type LogEntry } from "./list.ts";

const MODEL = { index: 0, provider: "openai", name: "gpt-4.1" };
const OTHER = { index: 1, provider: "ollama", name: "qwen" };

describe("listTable", () => {
  it("has a line for each conversation", ({ expect }) => {
    const entries = [
      entry("20261129-160102-x", "undo the last commit", [
        { bytes: { sent: 1200, recv: 30 }, tokens: { input: 300, output: 7 } },
      ]),
      entry("20261129-150102-y", "日本語 🙂", [
        { bytes: { sent: 1200, recv: 30 } },
        { model: OTHER, bytes: { sent: 800, recv: 70 } },
      ]),
      entry("20261129-140102-z", "nobody answered", [{ content: "", end: "broken" }]),
    ];

    expect(listTable(entries, 12 * 60_000, Infinity)).toMatchInlineSnapshot(`
      "ID                 USED        TITLE                 MODEL           MESSAGES  COST
      20261129-160102-x  12 min ago  undo the last commit  openai:gpt-4.1         2  ↑300 ↓7 tokens
      20261129-150102-y  12 min ago  日本語 🙂             ollama:qwen +1         3  ↑2.0 kB ↓100 B
      20261129-140102-z  12 min ago  nobody answered       openai:gpt-4.1         1  ↑0 B ↓0 B
      "
    `);
  });

  it.for([100, 80, 60, 30, 10])("fits into %i columns", (columns, { expect }) => {
    const entries = [entry("20261129-160102-x", "日本語".repeat(30), [{}])];

    const lines = listTable(entries, 0, columns).split("\n");

    expect(Math.max(...lines.map((line) => displayWidth(line)))).toBeLessThanOrEqual(columns);
  });

  it("is nothing without conversations", ({ expect }) => {
    expect(listTable([], 0, 80)).toBe("");
  });
});

describe("listJson", () => {
  it("has every figure, and does not count what came from the cache", ({ expect }) => {
    const tokens = { input: 300, output: 7 };
    const bytes = { sent: 5, recv: 6 };
    const one = entry("x", "hi", [
      { bytes, tokens },
      { bytes, tokens, isCached: true },
    ]);

    expect(JSON.parse(listJson([one]))).toEqual({
      schema: 1,
      conversations: [
        {
          id: "x",
          name: null,
          title: "hi",
          began: "1970-01-01T00:00:00.000Z",
          used: "1970-01-01T00:00:00.000Z",
          models: ["openai:gpt-4.1"],
          message_count: 3,
          bytes: { sent: 5, recv: 6 },
          tokens: { input: 300, output: 7 },
        },
      ],
    });
  });
});

function entry(id: string, question: string, answers: readonly Partial<Answer>[]): LogEntry {
  const base = { parent: undefined, at: 0 };
  const conversation: Conversation = {
    id,
    messages: [
      { ...base, id: "q", role: "user", content: question, turn: "q", models: [MODEL] },
      ...answers.map((answer, index): Answer => ({
        ...base,
        id: String(index),
        parent: "q",
        role: "assistant",
        content: "a",
        end: "whole",
        model: MODEL,
        ...answer,
      })),
    ],
  };
  return { conversation, usedAt: 0 };
}
