import {
  type Answer,
  type Conversation,
  hasText,
  type Message,
  type Question,
} from "../../conversation/message.ts";
import { titleOf } from "../../conversation/title.ts";

/** A part of a conversation as it is read from top to bottom. */
export type TranscriptPart =
  | {
      readonly type: "turn";
      readonly question: Question;
      /** Those of all branches, in their order, and of all times that it was asked. */
      readonly answers: readonly Answer[];
      /** The title of the turn that it follows, where that is not the one above it; empty for the beginning. */
      readonly follows: string | undefined;
    }
  | {
      readonly type: "undo";
      /** The title of the turn that is taken back, where that is not the one above it. */
      readonly title: string | undefined;
    };

export interface Transcript {
  readonly parts: readonly TranscriptPart[];
  /** Several models have answered, or one with several settings, so an answer says whose it is. */
  readonly hasSeveralModels: boolean;
  /** They have answered on branches of their own, so an answer says which one it is. */
  readonly hasSeveralBranches: boolean;
}

/**
 * Puts the turns of a conversation in order, each with its answers: several processes may have written their lines by turns, and the
 * answer of one that was killed is in a file of its own. A branch says what it follows.
 */
export function transcriptOf(conversation: Conversation): Transcript {
  const { messages } = conversation;
  const byId = new Map(messages.map((message) => [message.id, message]));
  const turns = new Map<string, { readonly questions: Question[]; readonly answers: Answer[] }>();
  for (const message of messages) {
    if (message.role === "user") {
      const turn = turns.get(message.turn) ?? { questions: [], answers: [] };
      turn.questions.push(message);
      turns.set(message.turn, turn);
    }
  }
  for (const message of messages) {
    const turn = turnOf(message, byId);
    if (message.role === "assistant" && turn !== undefined) {
      turns.get(turn)?.answers.push(message);
    }
  }
  const titleOfTurn = (turn: string | undefined): string => {
    const [question] = turns.get(turn ?? "")?.questions ?? [];
    return question === undefined ? "" : titleOf({ id: "", messages: [question] });
  };
  /** The turn above, and the one that a question follows unless it is on another branch. */
  let above: string | undefined;
  let current: string | undefined;
  const shown = new Set<string>();
  const parts = messages.flatMap((message): readonly TranscriptPart[] => {
    if (message.role === "undo") {
      const title = message.turn === above ? undefined : titleOfTurn(message.turn);
      const [question] = turns.get(message.turn)?.questions ?? [];
      current = question === undefined ? current : turnBefore(question, byId);
      return [{ type: "undo", title }];
    }
    const turn = message.role === "user" ? turns.get(message.turn) : undefined;
    if (message.role !== "user" || turn === undefined || shown.has(message.turn)) {
      return [];
    }
    shown.add(message.turn);
    const before = turn.questions.map((question) => turnBefore(question, byId));
    const follows = before.includes(current) ? undefined : titleOfTurn(before[0]);
    above = message.turn;
    current = turn.answers.some(hasText) ? message.turn : current;
    const answers = turn.answers.toSorted((one, other) => one.model.index - other.model.index);
    return [{ type: "turn", question: message, answers, follows }];
  });
  const models = [...turns.values()].flatMap(({ answers }) => answers.map(({ model }) => model));
  const names = models.map(({ index, provider, name }) => `${index} ${provider}:${name}`);
  return {
    parts,
    hasSeveralModels: new Set(names).size > 1,
    hasSeveralBranches: new Set(models.map(({ index }) => index)).size > 1,
  };
}

type MessagesById = ReadonlyMap<string, Message>;

function turnOf(message: Message, byId: MessagesById): string | undefined {
  const question = message.role === "assistant" ? byId.get(message.parent ?? "") : undefined;
  return question?.role === "user" ? question.turn : undefined;
}

/** The turn whose answer a question follows; undefined at the beginning. An edited file may have a cycle, of which nothing is made. */
function turnBefore(question: Question, byId: MessagesById): string | undefined {
  let { parent } = question;
  for (let steps = 0; parent !== undefined && steps < byId.size; steps += 1) {
    const message = byId.get(parent);
    if (message?.role === "assistant") {
      return turnOf(message, byId);
    }
    parent = message?.parent;
  }
  return undefined;
}
