import {
  type ChatAnswer,
  type ChatClient,
  ChatError,
  type ChatOptions,
  type ChatRequest,
  withoutReasoning,
} from "@hexai/chat";
import { sanitizeName } from "@hexai/terminal/text";

import { askWithHistory } from "./ask-with-history.ts";
import { createPartKeeper } from "./create-part-keeper.ts";
import {
  type Answer,
  type AskedModel,
  type Conversation,
  type KeptContent,
  type KeptImage,
  type Message,
  type Question,
} from "./message.ts";
import { type Branch, type History, historyAt, questionsOf } from "./position.ts";
import type { ConversationLog } from "./store/io/conversation-log.ts";

/** What a question consists of. */
interface NewQuestion {
  readonly content: string;
  readonly images?: readonly KeptImage[];
  /** What is kept of it, where a file that may hold secrets is sent along. Its answer is not kept then, nor those that follow. */
  readonly kept?: KeptContent | undefined;
  /** The instruction from now on; undefined leaves it as it was. */
  readonly system: string | undefined;
  readonly branches: readonly NewBranch[];
  /** A project's file has a say in it. */
  readonly usesProject?: boolean;
}

/** Where a question goes on, and who is asked there. */
export interface NewBranch extends Pick<Branch, "leaf"> {
  readonly model: AskedModel;
}

/** A conversation that goes on: what is asked and answered is added to it, and kept. */
export interface ConversationSession {
  /** With everything that was said so far, whether or not it could be kept. */
  readonly conversation: Conversation;
  /** Asks a question. Nothing is sent before a client of the turn is. */
  ask(question: NewQuestion): AskedTurn;
  /** Asks the question of a turn again. The answer before stays in the file. */
  retry(turn: string): AskedTurn;
  /** Takes a turn back. */
  undo(turn: string): void;
  /** Resolves when everything is written. Never rejects. */
  settled(): Promise<SessionReport>;
}

export interface AskedTurn {
  readonly id: string;
  /**
   * The client of one of the models: it sends what was said before along with the question, and keeps what it answers. A failure to
   * keep it never is one of the answer.
   *
   * @param index - That of the model in the question.
   */
  client(chat: ChatClient, index: number, facts?: AnswerFacts): ChatClient;
}

/** What is known of an answer when it is there, beside the answer itself. */
export interface AnswerFacts {
  /** Whether it came from the cache. */
  readonly isCached?: () => boolean;
  /** What it cost, in US dollars, where that depends on settings of this day. */
  readonly costOf?: ((answer: ChatAnswer) => Promise<number | undefined>) | undefined;
}

/** What became of a conversation. */
interface SessionReport {
  /** Undefined when nothing was kept. */
  readonly id: string | undefined;
  /** Why something was not kept. */
  readonly failure: unknown;
}

export interface SessionOptions {
  /** The one that goes on; without it, a new one begins. */
  readonly conversation: Conversation | undefined;
  readonly terminal: string | undefined;
  /** Opens the file when the first question has been sent. Undefined when nothing is to be kept. */
  readonly openLog: (() => Promise<ConversationLog>) | undefined;
  /** Gets what a person should know about a turn, in one sentence without its end. */
  readonly onNote: (note: string) => void;
  /** An id that no other message has. */
  readonly newId: () => string;
  readonly now: () => number;
}

export function createSession({
  conversation: given,
  terminal,
  openLog,
  onNote,
  newId,
  now,
}: SessionOptions): ConversationSession {
  let conversation: Conversation = given ?? { id: "", messages: [] };
  let log: Promise<ConversationLog | undefined> | undefined;
  let failure: unknown;
  let work: Promise<void> = Promise.resolve();
  let isMissingReported = false;
  let isWithheldReported = false;
  /** Messages that are written together with the next question. */
  let unwritten: Message[] = [];

  function add(message: Message): void {
    conversation = { ...conversation, messages: [...conversation.messages, message] };
    unwritten.push(message);
  }

  /** Runs `write` behind what is under way. After a failure nothing more is written: a conversation has no holes. */
  function write(action: (opened: ConversationLog) => void): void {
    work = writeAfter(work, action);
  }

  async function writeAfter(
    before: Promise<void>,
    action: (opened: ConversationLog) => void,
  ): Promise<void> {
    await before;
    const opened = failure === undefined ? await (log ??= open()) : undefined;
    if (opened !== undefined) {
      attempt(() => action(opened));
    }
  }

  async function open(): Promise<ConversationLog | undefined> {
    try {
      return await openLog?.();
    } catch (error) {
      failure = error;
      return undefined;
    }
  }

  function attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      failure ??= error;
    }
  }

  function writeMessages(): void {
    const messages = unwritten;
    unwritten = [];
    write((opened) => messages.forEach((message) => opened.append(toKept(message))));
  }

  function base() {
    return { id: newId(), at: now() };
  }

  function addQuestions({
    content,
    images = [],
    kept,
    system,
    branches,
    usesProject = false,
  }: NewQuestion): readonly Question[] {
    const leaves = new Map<string | undefined, AskedModel[]>();
    for (const { leaf, model } of branches) {
      leaves.set(leaf, [...(leaves.get(leaf) ?? []), model]);
    }
    let turn: string | undefined;
    return [...leaves].map(([leaf, models]) => {
      let parent = leaf;
      if (system !== undefined && system !== (historyAt(conversation, leaf).system ?? "")) {
        const message = { ...base(), parent, role: "system", content: system } as const;
        add(message);
        parent = message.id;
      }
      const own = base();
      turn ??= own.id;
      const question: Question = {
        ...own,
        parent,
        role: "user",
        content,
        ...(images.length === 0 ? {} : { images }),
        kept,
        turn,
        models,
        terminal,
        ...(usesProject && { usesProject }),
      };
      add(question);
      return question;
    });
  }

  function turnWith(id: string, questions: readonly Question[]): AskedTurn {
    return {
      id,
      client(chat, index, facts = {}) {
        const isAsked = (model: AskedModel): boolean => model.index === index;
        const question = questions.find(({ models }) => models.some(isAsked)) ?? questions[0];
        if (question === undefined) {
          return chat;
        }
        // A question that is asked again may get its answer from another model.
        const { provider, model: name } = chat;
        const model = { ...question.models.find(isAsked), index, provider, name };
        const history = historyAt(conversation, question.parent);
        return {
          provider: chat.provider,
          model: chat.model,
          chat: (request, options) =>
            keep(question, model, history, { chat, request, options, facts }),
        };
      },
    };
  }

  async function keep(
    question: Question,
    model: AskedModel,
    history: History,
    { chat, request, options = {}, facts }: ClientCall,
  ): Promise<ChatAnswer> {
    noteMissingPictures(history);
    const isWithheld = [question, ...history.turns.map((turn) => turn.question)].some(
      ({ kept }) => kept !== undefined,
    );
    noteWithheld(isWithheld);
    const begun: Answer = {
      ...base(),
      parent: question.id,
      role: "assistant",
      content: "",
      end: "pending",
      model,
      isWithheld,
    };
    const part = createPartKeeper((use) => {
      writeMessages(); // an answer from the cache comes before any request is under way
      if (!isWithheld) {
        write((opened) => use(() => opened.keepPart(begun), attempt));
      }
    });
    const onDelta = (delta: string): void | Promise<void> => {
      part.add(delta);
      return options.onDelta?.(delta);
    };
    const end = (ended: Pick<Answer, "content" | "end"> & Partial<Answer>): void => {
      add({ ...begun, ...ended });
      writeMessages();
      part.end();
    };
    try {
      const onUnderWay = (): void => {
        writeMessages();
        options.onUnderWay?.();
      };
      const asked = { ...options, onDelta, onUnderWay };
      const { answer, isShortened } = await askWithHistory(chat, request, asked, history, {
        hasBegun: () => part.text() !== "",
        onLeftOut: (count) =>
          onNote(
            `${nameOf(chat)} cannot read so much at once: the oldest ${count === 1 ? "turn was" : `${count} turns were`} left out`,
          ),
      });
      warnAboutDroppedFront(chat, answer, isShortened ? undefined : history.turns.at(-1)?.answer);
      const { sentBytes: sent, recvBytes: recv, tokens, isReasoningCut } = answer;
      const costUsd = answer.costUsd ?? (await facts.costOf?.(answer));
      // With settings of this day that do not tell the cost, it does not follow from who charges either.
      const isUnknown = facts.costOf !== undefined && costUsd === undefined;
      const vendor = isUnknown ? undefined : answer.vendor;
      const content = isReasoningCut === true ? part.text() : withoutReasoning(part.text());
      const cached = facts.isCached?.() === true ? { isCached: true } : {};
      end({ content, end: "whole", bytes: { sent, recv }, tokens, vendor, costUsd, ...cached });
      return answer;
    } catch (error) {
      const isAborted =
        options.signal?.aborted === true ||
        (error instanceof ChatError && error.code === "aborted");
      end({
        content: withoutReasoning(part.text()),
        end: isAborted ? "aborted" : "broken",
        vendor: error instanceof ChatError && facts.costOf === undefined ? error.vendor : undefined,
        error: error instanceof ChatError && !isAborted ? error.message : undefined,
      });
      throw error;
    }
  }

  function noteWithheld(isWithheld: boolean): void {
    if (isWithheld && !isWithheldReported && openLog !== undefined) {
      isWithheldReported = true;
      onNote(
        "neither the file that may hold secrets nor what is answered about it is kept; hexai -c does not send them again",
      );
    }
  }

  function noteMissingPictures({ turns }: History): void {
    const isMissing = turns.some(({ question }) =>
      question.images?.some(({ bytes }) => bytes === undefined),
    );
    if (isMissing && !isMissingReported) {
      isMissingReported = true;
      onNote("a picture of this conversation is missing, so it is not sent again");
    }
  }

  /** Ollama drops the front of what does not fit, and does not say so: it has then read less although not less was sent. */
  function warnAboutDroppedFront(
    { provider, model }: ChatClient,
    { tokens, sentBytes }: ChatAnswer,
    last: Answer | undefined,
  ): void {
    const input = tokens?.input;
    const isComparable =
      last?.model.provider === provider &&
      last.model.name === model &&
      sentBytes >= (last.bytes?.sent ?? Infinity);
    const lastInput = isComparable ? last.tokens?.input : undefined;
    if (
      provider === "ollama" &&
      input !== undefined &&
      lastInput !== undefined &&
      input < lastInput
    ) {
      onNote(
        `${nameOf({ provider, model })} has read ${input} tokens, fewer than in the turn before (${lastInput}): Ollama drops the beginning of what does not fit without a word; raise num_ctx`,
      );
    }
  }

  return {
    get conversation() {
      return conversation;
    },
    ask(question) {
      const questions = addQuestions(question);
      return turnWith(questions[0]?.turn ?? "", questions);
    },
    retry: (turn) => turnWith(turn, questionsOf(conversation, turn)),
    undo(turn) {
      add({ ...base(), parent: undefined, role: "undo", turn, terminal });
      writeMessages();
    },
    async settled() {
      await work;
      const opened = await log;
      return { id: failure === undefined ? opened?.id : undefined, failure };
    },
  };
}

/** What is written of a message: no text of a file that may hold secrets, nor one that a model may have quoted it in. */
function toKept(message: Message): Message {
  if (message.role === "user" && message.kept !== undefined) {
    return { ...message, ...message.kept, kept: undefined };
  }
  return message.role === "assistant" && message.isWithheld === true
    ? { ...message, content: "", error: undefined }
    : message;
}

/** One call of a client. */
interface ClientCall {
  readonly chat: ChatClient;
  readonly request: ChatRequest;
  readonly options: ChatOptions | undefined;
  readonly facts: AnswerFacts;
}

function nameOf({ provider, model }: Pick<ChatClient, "model" | "provider">): string {
  return sanitizeName(`${provider}:${model}`);
}
