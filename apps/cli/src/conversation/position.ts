import {
  type Answer,
  type AskedModel,
  type Conversation,
  hasText,
  type Message,
  type Question,
} from "./message.ts";

/** Where a conversation goes on: after its last turn, or after one that was taken back. */
export interface Position {
  /** The last turn, which can be asked again or taken back; undefined before the first one. */
  readonly turn: string | undefined;
  /** One for each model that is asked. */
  readonly branches: readonly Branch[];
}

/** The end of a branch. */
export interface Branch {
  /** The last message that counts; undefined at the beginning. */
  readonly leaf: string | undefined;
  /** Undefined when no model was asked yet. */
  readonly model: AskedModel | undefined;
}

/** Which of the positions in a conversation is meant. */
export interface PositionChoice {
  /** That of this terminal, and not the last one of all. */
  readonly terminal?: string | undefined;
  /** The last one in which this model was asked. */
  readonly index?: number | undefined;
}

/** One question with one answer, as they are sent again. */
export interface Turn {
  readonly question: Question;
  readonly answer: Answer;
}

/** What a model knows when it is asked at the end of a branch. */
export interface History {
  /** The instruction that counts; undefined where none was ever given. */
  readonly system: string | undefined;
  /** The oldest one first. */
  readonly turns: readonly Turn[];
}

/**
 * The last position: that of the turn of which something was written last. A turn is passed over while another process still
 * writes an answer to it, so that two processes on one conversation make two branches.
 */
export function lastPosition(
  conversation: Conversation,
  { terminal, index }: PositionChoice = {},
): Position | undefined {
  const tree = treeOf(conversation);
  for (const message of conversation.messages.toReversed()) {
    const turn = tree.turnOf(message);
    const questions = turn === undefined ? [] : tree.questionsOf(turn);
    const isOurs =
      terminal === undefined ||
      (message.role === "undo" ? message : questions[0])?.terminal === terminal;
    if (turn === undefined || questions.length === 0 || !isOurs) {
      continue;
    }
    if (message.role === "undo") {
      return positionBefore(tree, turn);
    }
    const models = questions.flatMap((question) => question.models);
    if (
      (index === undefined || models.some((model) => model.index === index)) &&
      !questions.some(({ id }) => tree.answersTo(id).some(({ end }) => end === "pending"))
    ) {
      return positionAfter(tree, turn);
    }
  }
  return undefined;
}

/** The questions of a turn, one for each branch or one for all of them. */
export function questionsOf(conversation: Conversation, turn: string): readonly Question[] {
  return treeOf(conversation).questionsOf(turn);
}

/** What was said on the way to `leaf`. Questions without an answer are not sent again, nor is an answer without text. */
export function historyAt(conversation: Conversation, leaf: string | undefined): History {
  const path = pathTo(treeOf(conversation), leaf);
  const turns = path.flatMap((message, at): readonly Turn[] => {
    const next = path[at + 1];
    return message.role === "user" && next?.role === "assistant" && hasText(next)
      ? [{ question: message, answer: next }]
      : [];
  });
  const system = path.findLast((message) => message.role === "system")?.content;
  return { system, turns };
}

/** The messages by what they are looked up by. */
interface Tree {
  readonly byId: ReadonlyMap<string, Message>;
  turnOf(message: Message): string | undefined;
  questionsOf(turn: string): readonly Question[];
  answersTo(question: string): readonly Answer[];
}

function treeOf({ messages }: Conversation): Tree {
  const byId = new Map<string, Message>();
  const questions = new Map<string, Question[]>();
  const answers = new Map<string, Answer[]>();
  for (const message of messages) {
    byId.set(message.id, message);
    if (message.role === "user") {
      questions.set(message.turn, [...(questions.get(message.turn) ?? []), message]);
    } else if (message.role === "assistant" && message.parent !== undefined) {
      answers.set(message.parent, [...(answers.get(message.parent) ?? []), message]);
    }
  }
  return {
    byId,
    turnOf(message) {
      if (message.role === "assistant") {
        const question = byId.get(message.parent ?? "");
        return question?.role === "user" ? question.turn : undefined;
      }
      return message.role === "system" ? undefined : message.turn;
    },
    questionsOf: (turn) => questions.get(turn) ?? [],
    answersTo: (question) => answers.get(question) ?? [],
  };
}

/** A branch whose model has not answered goes on from before the question. */
function positionAfter(tree: Tree, turn: string): Position {
  const branches = tree.questionsOf(turn).flatMap((question) =>
    question.models.map((model): Branch => {
      const answer = tree
        .answersTo(question.id)
        .findLast(
          (each) => each.model.index === model.index && each.end !== "pending" && hasText(each),
        );
      return { leaf: answer?.id ?? question.parent, model };
    }),
  );
  return { turn, branches };
}

function positionBefore(tree: Tree, turn: string): Position {
  const branches = tree
    .questionsOf(turn)
    .flatMap(({ parent, models }) => models.map((model): Branch => ({ leaf: parent, model })));
  const before = pathTo(tree, branches[0]?.leaf).findLast((message) => message.role === "user");
  return { turn: before?.turn, branches };
}

/** The messages from the first one to `leaf`. An edited file may have a cycle, so each message is visited once. */
function pathTo(tree: Tree, leaf: string | undefined): readonly Message[] {
  const path = new Set<Message>();
  let message = leaf === undefined ? undefined : tree.byId.get(leaf);
  while (message !== undefined && !path.has(message)) {
    path.add(message);
    message = message.parent === undefined ? undefined : tree.byId.get(message.parent);
  }
  return [...path].toReversed();
}
