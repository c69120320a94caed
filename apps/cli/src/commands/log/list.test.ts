import { displayWidth } from "@hexai/terminal/text";
import { describe, it } from "vitest";

import type { Answer, Conversation } from "../../conversation/message.ts";
import { listJson, listTable, type LogEntry } from "./list.ts";

const MODEL = { index: 0, provider: "openai", name: "gpt-4.1" };
const OTHER = { index: 1, provider: "ollama", name: "qwen" };

const isUnique = (): boolean => true;

describe("listTable", () => {
  it("has a line for each conversation", ({ expect }) => {
    const answer = { bytes: { sent: 1200, recv: 30 } };
    const entries = [
      { ...entry("20261129-160102-x", "undo the last commit", [answer]), cost: priced(1.25, 1) },
      {
        ...entry("20261129-150102-y", "日本語 🙂", [answer, { ...answer, model: OTHER }]),
        cost: priced(0.0042, 1),
      },
      entry("20261129-140102-z", "who knows", [answer]),
      entry("20261129-140101-z", "nobody answered", [{ content: "", end: "broken" }]),
      { ...entry("20261129-140100-z", "at home", [answer]), cost: priced(0, 1) },
      { ...entry("20261129-140059-z", "a little", [answer]), cost: priced(0.000_01, 1) },
      entry("20261129-140058-z", "stopped", [{ content: "par", end: "aborted" }]),
    ];

    expect(listTable(entries, { now: 12 * 60_000, columns: Infinity, isUnique }))
      .toMatchInlineSnapshot(`
      "ID                 USED        TITLE                 MODEL           MESSAGES       COST
      20261129-160102-x  12 min ago  undo the last commit  openai:gpt-4.1         2    $1.2500
      20261129-150102-y  12 min ago  日本語 🙂             ollama:qwen +1         3  ≥ $0.0042
      20261129-140102-z  12 min ago  who knows             openai:gpt-4.1         2          ?
      20261129-140101-z  12 min ago  nobody answered       openai:gpt-4.1         1         $0
      20261129-140100-z  12 min ago  at home               openai:gpt-4.1         2         $0
      20261129-140059-z  12 min ago  a little              openai:gpt-4.1         2   <$0.0001
      20261129-140058-z  12 min ago  stopped               openai:gpt-4.1         2          ?
      "
    `);
  });

  it.for([100, 80, 60, 30, 10])("fits into %i columns", (columns, { expect }) => {
    const entries = [entry("20261129-160102-x", "日本語".repeat(30), [{}])];

    const lines = listTable(entries, { now: 0, columns, isUnique }).split("\n");

    expect(Math.max(...lines.map((line) => displayWidth(line)))).toBeLessThanOrEqual(columns);
  });

  it("shortens ids that can be told by their time where there is no room for titles", ({
    expect,
  }) => {
    const question = "how do I undo the last commit without losing what I wrote";
    const entries = ["20261129-160102-x7fs2", "20261129-150102-c1ozs"].map((id) =>
      entry(id, question, [{}]),
    );

    const idsIn = (columns: number): readonly string[] =>
      listTable(entries, { now: 0, columns, isUnique: (id) => id === "20261129-160102" })
        .split("\n")
        .slice(1, 3)
        .map((line) => line.split(" ", 1)[0] ?? "");

    expect(idsIn(80)).toEqual(["20261129-160102", "20261129-150102-c1ozs"]);
    expect(idsIn(200)).toEqual(["20261129-160102-x7fs2", "20261129-150102-c1ozs"]);
  });

  it("is nothing without conversations", ({ expect }) => {
    expect(listTable([], { now: 0, columns: 80, isUnique })).toBe("");
  });
});

describe("listJson", () => {
  it("has every figure, and does not count what came from the cache", ({ expect }) => {
    const tokens = { input: 300, output: 7 };
    const bytes = { sent: 5, recv: 6 };
    const answers = [
      { bytes, tokens },
      { bytes, tokens, isCached: true },
    ];
    const one = { ...entry("x", "hi", answers), cost: priced(0.5, 1) };

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
          tokens: { input_tokens: 300, output_tokens: 7 },
          cost_usd: 0.5,
          reqs: 1,
          cost_reqs: 1,
        },
      ],
    });
  });

  it("has null for a cost of which nothing is known", ({ expect }) => {
    const one = entry("x", "hi", [{ bytes: { sent: 5, recv: 6 } }]);

    expect(JSON.parse(listJson([one])).conversations).toEqual([
      expect.objectContaining({ cost_usd: null, reqs: 1, cost_reqs: 0 }),
    ]);
  });
});

function priced(usd: number, reqs: number) {
  return { usd, reqs };
}

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
