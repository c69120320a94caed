import { describe, it } from "vitest";

import type { Answer, AskedModel, Conversation, Message, Question } from "./message.ts";
import { lastPosition, historyAt } from "./position.ts";

const ONE: AskedModel = { index: 0, provider: "p", name: "one" };
const TWO: AskedModel = { index: 1, provider: "p", name: "two" };

describe("lastPosition", () => {
  it("is after the last answer", ({ expect }) => {
    const conversation = conversationOf(
      ask("q1"),
      answer("a1", "q1"),
      ask("q2", "a1"),
      answer("a2", "q2"),
    );

    expect(leavesOf(lastPosition(conversation))).toEqual(["a2"]);
    expect(lastPosition(conversation)?.turn).toBe("q2");
  });

  it.for([
    {
      last: answer("a2", "q2", { content: " \n", end: "aborted" }),
      why: "nothing but white space came",
    },
    { last: answer("a2", "q2", { content: "", end: "broken" }), why: "it was refused" },
    { last: undefined, why: "its process was killed" },
  ])("is before a question without an answer: $why", ({ last }, { expect }) => {
    const lines = [
      ask("q1"),
      answer("a1", "q1"),
      ask("q2", "a1"),
      ...(last === undefined ? [] : [last]),
    ];

    expect(leavesOf(lastPosition(conversationOf(...lines)))).toEqual(["a1"]);
  });

  it("is after the part of an answer that was stopped", ({ expect }) => {
    const conversation = conversationOf(
      ask("q1"),
      answer("a1", "q1", { content: "one two", end: "aborted" }),
    );

    expect(leavesOf(lastPosition(conversation))).toEqual(["a1"]);
  });

  it("is that of the terminal, when two go on with one conversation", ({ expect }) => {
    const conversation = conversationOf(
      ask("q1", undefined, { terminal: "A" }),
      answer("a1", "q1"),
      ask("q2", "a1", { terminal: "A" }),
      ask("q3", "a1", { terminal: "B" }),
      answer("a3", "q3"),
      answer("a2", "q2"),
    );

    expect(leavesOf(lastPosition(conversation, { terminal: "A" }))).toEqual(["a2"]);
    expect(leavesOf(lastPosition(conversation, { terminal: "B" }))).toEqual(["a3"]);
    expect(leavesOf(lastPosition(conversation))).toEqual(["a2"]);
    expect(lastPosition(conversation, { terminal: "C" })).toBeUndefined();
  });

  it("is not in a turn that another process still writes", ({ expect }) => {
    const conversation = conversationOf(
      ask("q1"),
      answer("a1", "q1"),
      ask("q2", "a1"),
      answer("a2", "q2", { content: "so far", end: "pending" }),
    );

    expect(leavesOf(lastPosition(conversation))).toEqual(["a1"]);
  });

  it("has a branch for each model, also for one that has not answered", ({ expect }) => {
    const conversation = conversationOf(
      ask("q1", undefined, { models: [ONE, TWO] }),
      answer("b1", "q1", { model: TWO }),
      answer("a1", "q1", { model: ONE }),
      ask("q2", "a1", { models: [ONE] }),
      ask("q3", "b1", { models: [TWO], turn: "q2" }),
      answer("a2", "q2", { model: ONE }),
      answer("b2", "q3", { model: TWO, content: "", end: "broken" }),
    );

    expect(lastPosition(conversation)?.branches).toEqual([
      { leaf: "a2", model: ONE },
      { leaf: "b1", model: TWO },
    ]);
  });

  it("finds the last turn of one model when the others were left behind", ({ expect }) => {
    const conversation = conversationOf(
      ask("q1", undefined, { models: [ONE, TWO] }),
      answer("a1", "q1", { model: ONE }),
      answer("b1", "q1", { model: TWO }),
      ask("q2", "a1", { models: [ONE] }),
      answer("a2", "q2", { model: ONE }),
    );

    expect(lastPosition(conversation)?.branches).toEqual([{ leaf: "a2", model: ONE }]);
    expect(lastPosition(conversation, { index: 1 })?.branches).toContainEqual({
      leaf: "b1",
      model: TWO,
    });
    expect(lastPosition(conversation, { index: 2 })).toBeUndefined();
  });

  it("is before what was taken back, and can be taken back further", ({ expect }) => {
    const lines = [
      ask("q1", undefined, { terminal: "A" }),
      answer("a1", "q1"),
      ask("q2", "a1", { terminal: "A" }),
      answer("a2", "q2"),
    ];
    const undone = conversationOf(...lines, { ...undo("u1", "q2"), terminal: "A" });

    expect(leavesOf(lastPosition(undone, { terminal: "A" }))).toEqual(["a1"]);
    expect(lastPosition(undone)?.turn).toBe("q1");
    expect(lastPosition({ ...undone, messages: [...undone.messages, undo("u2", "q1")] })).toEqual({
      turn: undefined,
      branches: [{ leaf: undefined, model: ONE }],
    });
  });

  it("takes the answer of the last try", ({ expect }) => {
    const conversation = conversationOf(
      ask("q1"),
      answer("a1", "q1"),
      answer("a2", "q1"),
      answer("a3", "q1", { content: "", end: "broken" }),
    );

    expect(leavesOf(lastPosition(conversation))).toEqual(["a2"]);
  });

  it("is nowhere in a conversation without a question", ({ expect }) => {
    expect(
      lastPosition(conversationOf(system("s", undefined, "x"), undo("u", "q1"))),
    ).toBeUndefined();
  });
});

describe("historyAt", () => {
  it("has the last instruction and every turn that was answered", ({ expect }) => {
    const conversation = conversationOf(
      system("s1", undefined, "first"),
      ask("q1", "s1"),
      answer("a1", "q1"),
      system("s2", "a1", "second"),
      ask("q2", "s2"),
      answer("a2", "q2"),
    );

    expect(saidIn(conversation, "a2")).toEqual(["second", "q1", "a1", "q2", "a2"]);
    expect(saidIn(conversation, "a1")).toEqual(["first", "q1", "a1"]);
    expect(saidIn(conversation, "s2")).toEqual(["second", "q1", "a1"]);
    expect(saidIn(conversation, undefined)).toEqual([undefined]);
  });

  it("leaves out a question on the way that has no answer", ({ expect }) => {
    const conversation = conversationOf(ask("q1"), ask("q2", "q1"), answer("a2", "q2"));

    expect(saidIn(conversation, "a2")).toEqual([undefined, "q2", "a2"]);
  });

  it.for([
    { lines: [ask("q1", "a1"), answer("a1", "q1")], why: "a circle" },
    { lines: [ask("q1", "gone"), answer("a1", "q1")], why: "a message that is missing" },
  ])("comes to an end in $why", ({ lines }, { expect }) => {
    expect(saidIn(conversationOf(...lines), "a1")).toEqual([undefined, "q1", "a1"]);
  });
});

function conversationOf(...messages: readonly Message[]): Conversation {
  return { id: "id", messages };
}

function leavesOf(position: ReturnType<typeof lastPosition>) {
  return position?.branches.map(({ leaf }) => leaf);
}

function saidIn(conversation: Conversation, leaf: string | undefined) {
  const { system: instruction, turns } = historyAt(conversation, leaf);
  return [instruction, ...turns.flatMap(({ question, answer: said }) => [question.id, said.id])];
}

function system(id: string, parent: string | undefined, content: string): Message {
  return { id, parent, at: 0, role: "system", content };
}

function ask(id: string, parent?: string, more: Partial<Question> = {}): Question {
  return { id, parent, at: 0, role: "user", content: id, turn: id, models: [ONE], ...more };
}

function answer(id: string, parent: string, more: Partial<Answer> = {}): Answer {
  return { id, parent, at: 0, role: "assistant", content: id, end: "whole", model: ONE, ...more };
}

function undo(id: string, turn: string) {
  return { id, parent: undefined, at: 0, role: "undo", turn } as const;
}
