import { describe, it } from "vitest";

import type { Answer, Message, Question } from "../../conversation/message.ts";
import { transcriptOf } from "./transcript.ts";

const ONE = { index: 0, provider: "openai", name: "one" };
const TWO = { index: 1, provider: "anthropic", name: "two" };
const BASE = { at: 0 };

describe("transcriptOf", () => {
  it.for([
    {
      why: "the part of a killed answer stands under its question",
      messages: [ask("q1"), ask("q2", "a1"), answer("a2", "q2"), answer("a1", "q1")],
      shown: ["q1: a1", "q2: a2"],
    },
    {
      why: "several at once have their answers, and say what they follow",
      messages: [
        ask("q1"),
        answer("a1", "q1"),
        ask("q2", "a1"),
        ask("q3", "a1"),
        answer("a3", "q3"),
        answer("a2", "q2"),
      ],
      shown: ["q1: a1", "q2: a2", "q3: a3 (follows q1)"],
    },
    {
      why: "a question on several branches is one",
      messages: [
        ask("q1"),
        answer("a1", "q1"),
        answer("b1", "q1", TWO),
        ask("q2", "a1", "t"),
        ask("r2", "b1", "t"),
        answer("b2", "r2", TWO),
        answer("a2", "q2"),
      ],
      shown: ["q1: a1 b1", "q2: a2 b2"],
    },
    {
      why: "one branch goes on, and then the other",
      messages: [
        ask("q1"),
        answer("a1", "q1"),
        answer("b1", "q1", TWO),
        ask("q2", "a1"),
        answer("a2", "q2"),
        ask("q3", "b1"),
        answer("b3", "q3", TWO),
      ],
      shown: ["q1: a1 b1", "q2: a2", "q3: b3 (follows q1)"],
    },
    {
      why: "what was refused or taken back is followed by nothing",
      messages: [
        ask("q1"),
        answer("a1", "q1"),
        ask("q2", "a1"),
        { ...answer("a2", "q2"), content: "", end: "broken" as const },
        ask("q3", "a1"),
        answer("a3", "q3"),
        undo("q3"),
        ask("q4", "a1"),
        undo("q1"),
        ask("q5"),
      ],
      shown: ["q1: a1", "q2: a2", "q3: a3", "undo", "q4: ", "undo q1", "q5: "],
    },
    {
      why: "a new instruction is between two turns",
      messages: [
        ask("q1"),
        answer("a1", "q1"),
        { ...BASE, id: "s", parent: "a1", role: "system" as const, content: "Be brief." },
        ask("q2", "s"),
      ],
      shown: ["q1: a1", "q2: "],
    },
    {
      why: "two terminals begin anew",
      messages: [ask("q1"), answer("a1", "q1"), ask("q2")],
      shown: ["q1: a1", "q2:  (follows nothing)"],
    },
    {
      why: "an edited file has a cycle",
      messages: [
        { ...BASE, id: "s", parent: "s", role: "system" as const, content: "" },
        ask("q1", "s"),
      ],
      shown: ["q1: "],
    },
  ])("reads from top to bottom: $why", ({ messages, shown }, { expect }) => {
    const { parts } = transcriptOf({ id: "x", messages });

    expect(
      parts.map((part) =>
        part.type === "undo"
          ? `undo ${part.title ?? ""}`.trim()
          : `${part.question.id}: ${part.answers.map(({ id }) => id).join(" ")}${
              part.follows === undefined ? "" : ` (follows ${part.follows || "nothing"})`
            }`,
      ),
    ).toEqual(shown);
  });

  it.for([
    { others: [], models: false, branches: false, why: "one has answered" },
    { others: [answer("b1", "q1", TWO)], models: true, branches: true, why: "two have" },
    {
      others: [answer("b1", "q1", { ...TWO, index: 0 })],
      models: true,
      branches: false,
      why: "one in the place of the other",
    },
    {
      others: [answer("b1", "q1", { ...ONE, index: 1 })],
      models: true,
      branches: true,
      why: "one with other settings",
    },
  ])("knows whether several have answered: $why", ({ others, models, branches }, { expect }) => {
    const messages = [ask("q1"), answer("a1", "q1"), ...others];

    expect(transcriptOf({ id: "x", messages })).toMatchObject({
      hasSeveralModels: models,
      hasSeveralBranches: branches,
    });
  });
});

function ask(id: string, parent?: string, turn = id): Question {
  return { ...BASE, id, parent, role: "user", content: id, turn, models: [ONE] };
}

function answer(id: string, parent: string, model = ONE): Answer {
  return { ...BASE, id, parent, role: "assistant", content: id, end: "whole", model };
}

function undo(turn: string): Message {
  return { ...BASE, id: `undo ${turn}`, parent: undefined, role: "undo", turn };
}
