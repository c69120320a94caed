import { type ChatMessage, type MessageContent, textOf } from "@hexai/chat";
import type { Config, ModelTarget } from "@hexai/config";

import type { NewBranch } from "../../conversation/conversation-session.ts";
import { createSweeper } from "../../conversation/create-sweeper.ts";
import { reasonNotKept } from "../../conversation/is-kept.ts";
import { startSession } from "../../conversation/start-session.ts";
import { picturesOf } from "../../conversation/store/io/pictures-of.ts";
import { terminalId } from "../../conversation/store/io/terminal-id.ts";
import type { CommandContext } from "../command.ts";
import type { AskFlags } from "./command.ts";
import type { ContinuedConversation } from "./continue-conversation.ts";
import { answerFacts, type CountedClient } from "./counted-client.ts";

/** What one turn consists of. */
export interface TurnRequest {
  /** The instruction, if there is one, and the question. */
  readonly messages: readonly ChatMessage[];
  /** What is kept of the question, where a file that may hold secrets is sent along. */
  readonly keptContent: MessageContent | undefined;
  /** The instruction that a flag or a role gives; undefined leaves that of a conversation as it is. */
  readonly system: string | undefined;
  /** What each of the clients is asked with. */
  readonly targets: readonly ModelTarget[];
  /** The conversation that goes on; undefined for a new one. */
  readonly continued: ContinuedConversation | undefined;
  readonly config: Pick<Config, "history" | "prices">;
  readonly flags: AskFlags;
  /** A project's file has a say in what is asked, or who is. */
  readonly usesProject: boolean;
}

/** A turn that is kept, if it is to be. */
export interface KeptTurn {
  readonly clients: readonly CountedClient[];
  /** The id of the conversation when it is written; undefined when it is not kept. */
  readonly id: () => Promise<string | undefined>;
  /** Waits until everything is written, and says what a person should know. */
  readonly finish: (isAnswered: boolean) => Promise<void>;
}

/** The clients of one turn, which send what was said before, and keep question and answer. */
export function keepTurn(
  counted: readonly CountedClient[],
  { messages, keptContent, system, targets, continued, config, flags, usesProject }: TurnRequest,
  { env, terminal, now }: CommandContext,
): KeptTurn {
  const isKept = flags.log && reasonNotKept(config.history, env) === undefined;
  if (!isKept && continued === undefined) {
    return { clients: counted, id: async () => undefined, finish: async () => undefined };
  }
  const notes: string[] = [];
  const sweeper = createSweeper(env, config.history, now);
  const session = startSession({
    sweeper,
    conversation: continued?.conversation,
    name: flags.name,
    terminal: terminalId(),
    env,
    isKept,
    onNote: (note) => notes.push(note),
    now,
  });
  const branches = counted.map(({ chat: { provider, model } }, at): NewBranch => {
    const branch = continued?.branches[at];
    const index = branch?.model?.index ?? flags.targets?.[at] ?? at;
    const { temperature, options } = targets[at] ?? {};
    return { leaf: branch?.leaf, model: { index, provider, name: model, temperature, options } };
  });
  const turn = session.ask({
    content: textIn(messages.at(-1)),
    images: picturesOf(messages.at(-1)?.content ?? ""),
    kept:
      keptContent === undefined
        ? undefined
        : { content: textOf(keptContent), images: picturesOf(keptContent) },
    system: continued === undefined ? systemIn(messages) : system,
    branches,
    usesProject,
  });
  const clients = counted.map((client, at): CountedClient => ({
    ...client,
    chat: turn.client(client.chat, branches[at]?.model.index ?? at, answerFacts(client, config)),
  }));
  return {
    clients,
    id: async () => (await session.settled()).id,
    async finish(isAnswered) {
      const err = flags.quiet || terminal.signal.aborted ? undefined : terminal.err;
      for (const note of notes) {
        err?.write(`hexai: ${note}\n`);
      }
      const { finishSession } = await import("../../conversation/finish-session.ts");
      await finishSession(session, { env, err, isAnswered });
      await sweeper.finish();
    },
  };
}

function systemIn(messages: readonly ChatMessage[]): string {
  return textIn(messages.find(({ role }) => role === "system"));
}

function textIn(message: ChatMessage | undefined): string {
  return message === undefined ? "" : textOf(message.content);
}
