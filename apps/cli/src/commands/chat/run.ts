import { ChatError, type MessageContent, textOf } from "@hexai/chat";
import { UserError } from "@hexai/process";
import { sanitizeName, sanitizeText } from "@hexai/terminal/text";

import type { Attachment } from "../../attachments/attachment.ts";
import type { Surface } from "../../attachments/refusals.ts";
import type {
  AskedTurn,
  NewBranch,
  ConversationSession,
} from "../../conversation/conversation-session.ts";
import { createSweeper } from "../../conversation/create-sweeper.ts";
import { finishSession } from "../../conversation/finish-session.ts";
import { reasonNotKept } from "../../conversation/is-kept.ts";
import { contentOf } from "../../conversation/message.ts";
import { lastPosition, historyAt, questionsOf } from "../../conversation/position.ts";
import { startSession } from "../../conversation/start-session.ts";
import { picturesOf } from "../../conversation/store/io/pictures-of.ts";
import { terminalId } from "../../conversation/store/io/terminal-id.ts";
import { titleOf } from "../../conversation/title.ts";
import { writeDim } from "../../output/write-dim.ts";
import { askClients } from "../ask/ask-clients.ts";
import { answerFacts, type CountedClient, displayName } from "../ask/counted-client.ts";
import { countedClients, isRendered, prepareAsk, type PreparedAsk } from "../ask/prepare-ask.ts";
import { toMessages } from "../ask/prompt/to-messages.ts";
import type { CommandContext } from "../command.ts";
import { CHAT_HELP, parseChatLine } from "./chat-line.ts";
import type { ChatRequest } from "./command.ts";
import { hasKeyboard, openKeyboard } from "./io/open-keyboard.ts";
import { createKeyQueue, type KeyQueue } from "./key-queue.ts";
import { readLine } from "./read-line.ts";

/**
 * `hexai chat`: one question after the other, until Ctrl-D.
 *
 * @throws {UserError} Without a terminal, or when the configuration is wrong.
 * @throws {ChatError} When no provider can be asked.
 */
export async function runChat(request: ChatRequest, context: CommandContext): Promise<void> {
  const { terminal, providers } = context;
  if (!terminal.out.canErase || !hasKeyboard()) {
    throw new UserError(
      2,
      "hexai chat needs a terminal; a single question is asked with: hexai PROMPT",
    );
  }
  const attached = await readFiles(request.flags.files ?? [], request.flags, context, "flag");
  const prepared = await prepareAsk(request, context);
  writeHeader(request, prepared, context);
  const keys = createKeyQueue();
  const keyboard = openKeyboard({
    onKey: (key) => keys.push(key),
    onResize: () => keys.push("resize"),
    onEnd: () => keys.push("end"),
  });
  const chat = createChat(request, prepared, keys, attached, context);
  try {
    for (;;) {
      const text = await readLine({
        out: terminal.out,
        keys: { ...keys, suspend: (onContinued) => keyboard.suspend(onContinued) },
        history: chat.history(),
        onNothingToClear: () =>
          writeDim(terminal.err, "Ctrl-D leaves, /help shows what can be typed"),
        signal: terminal.signal,
      });
      if (text === undefined) {
        break;
      }
      await chat.submit(text);
    }
  } finally {
    keyboard.close();
    await Promise.all([providers.usage(prepared.config).settled(), chat.finish()]);
  }
}

function writeHeader(
  { flags }: ChatRequest,
  { continued, notice, clients }: PreparedAsk,
  { terminal: { err } }: CommandContext,
): void {
  if (flags.quiet) {
    return;
  }
  if (notice !== undefined) {
    err.write(`hexai: ${notice}\n`);
  }
  if (continued !== undefined) {
    writeDim(err, continued.description);
  }
  const names = clients.map((client) => displayName(client)).join(", ");
  writeDim(err, `${names}; Ctrl-D leaves, /help shows what can be typed`);
}

/** The files as they go along with a question. @throws {UserError} For what cannot be sent. */
async function readFiles(
  paths: readonly string[],
  { allowSecretFiles = false }: ChatRequest["flags"],
  { cwd }: CommandContext,
  surface: Surface,
): Promise<readonly Attachment[]> {
  if (paths.length === 0) {
    return [];
  }
  const { readAttachments } = await import("../../attachments/read-attachments.ts");
  const read = readAttachments(paths, { cwd, allowSecretFiles, surface });
  return read.flatMap((each) => (each.type === "stdin" ? [] : [each]));
}

/** A conversation in place. */
interface Chat {
  /** What was asked before, the oldest first. */
  history(): readonly string[];
  /** Asks a question, or carries out a command. */
  submit(text: string): Promise<void>;
  finish(): Promise<void>;
}

function createChat(
  { flags }: ChatRequest,
  prepared: PreparedAsk,
  keys: KeyQueue,
  attached: readonly Attachment[],
  context: CommandContext,
): Chat {
  const { terminal, env, now } = context;
  const { config, continued, targets } = prepared;
  const { out } = terminal;
  const err = flags.quiet ? undefined : terminal.err;
  const options = {
    ...flags,
    json: false,
    stream: true,
    markdown: isRendered(flags, terminal),
  };
  let notes: string[] = [];
  /** The files that go along with the next question. */
  let attachments = attached;
  /** What was typed, by the text that was sent: that has the text of files in it. */
  const typed = new Map<string, string>();
  const sweeper = createSweeper(env, config.history, now);
  const session: ConversationSession = startSession({
    sweeper,
    conversation: continued?.conversation,
    name: flags.name,
    terminal: terminalId(),
    env,
    isKept: flags.log && reasonNotKept(config.history, env) === undefined,
    onNote: (note) => notes.push(note),
    now,
  });
  let isNew = continued === undefined;
  let isFailureReported = false;
  /** The ends of the branches before the first question; after it, the conversation knows them. */
  const firstBranches = prepared.clients.map(({ provider, model }, at): NewBranch => {
    const branch = continued?.branches[at];
    const index = branch?.model?.index ?? flags.targets?.[at] ?? at;
    const { temperature, options: asked } = targets[at] ?? {};
    return {
      leaf: branch?.leaf,
      model: { index, provider, name: model, temperature, options: asked },
    };
  });
  let isBegun = false;

  /** Each branch where it ended; one that is not in the last turn stays where it was. */
  function branches(): readonly NewBranch[] {
    const position = isBegun ? lastPosition(session.conversation) : undefined;
    return firstBranches.map((branch) => {
      const { leaf } =
        position?.branches.find(({ model }) => model?.index === branch.model.index) ?? branch;
      return { ...branch, leaf };
    });
  }

  async function ask(text: string): Promise<void> {
    const own = {
      prompts: config.prompts.cli,
      form: options.markdown ? ("markdown" as const) : ("text" as const),
      system: prepared.system,
    };
    const asked = toMessages({ ...own, words: [text], piped: "", attachments });
    const { messages = [], kept } = asked ?? {};
    attachments = [];
    const [first] = messages;
    const content = messages.at(-1)?.content ?? text;
    typed.set(textOf(content), text);
    const isCacheUsed = flags.cache && isNew && kept === undefined;
    const system = isNew ? textOf(first?.role === "system" ? first.content : "") : prepared.system;
    const turn = session.ask({
      content: textOf(content),
      images: picturesOf(content),
      kept: kept === undefined ? undefined : { content: textOf(kept), images: picturesOf(kept) },
      system: isBegun ? undefined : system,
      branches: branches(),
      usesProject: prepared.usesProject,
    });
    isBegun = true;
    isNew = false;
    await streamAnswer(turn, content, countedClients(prepared, { isCacheUsed }, context));
  }

  async function attach(path: string): Promise<void> {
    if (path === "") {
      writeNote("/file needs a path, as in /file main.go");
      return;
    }
    if (path === "-") {
      writeNote("/file needs a path: - is stdin, which is the keyboard here; ./- is a file");
      return;
    }
    const home = env["HOME"] ?? "";
    const inHome = home !== "" && path.startsWith("~/") ? home + path.slice(1) : path;
    try {
      const read = await readFiles([inHome], flags, context, "chat");
      attachments = [...attachments, ...read];
      writeNote(`${sanitizeName(path)} goes along with the next question`);
    } catch (error) {
      if (!(error instanceof UserError)) {
        throw error;
      }
      terminal.err.write(`hexai: ${sanitizeText(error.message)}\n`);
    }
  }

  async function retry(): Promise<void> {
    const { turn } = currentPosition();
    if (turn === undefined) {
      writeNote("there is nothing to ask again");
      return;
    }
    const [question] = questionsOf(session.conversation, turn);
    isBegun = true;
    await streamAnswer(
      session.retry(turn),
      question === undefined ? "" : contentOf(question),
      countedClients(prepared, { isCacheUsed: false }, context),
    );
  }

  function undo(): void {
    const { turn } = currentPosition();
    const [question] = turn === undefined ? [] : questionsOf(session.conversation, turn);
    if (turn === undefined || question === undefined) {
      writeNote("there is nothing to take back");
      return;
    }
    session.undo(turn);
    isBegun = true;
    const left = historyAt(session.conversation, branches()[0]?.leaf).turns.length;
    const title = titleOf({ id: "", messages: [question] });
    writeNote(
      `took back "${title}"; ${left === 0 ? "nothing is" : `${left} ${left === 1 ? "turn is" : "turns are"}`} left`,
    );
  }

  function currentPosition(): { readonly turn: string | undefined } {
    const choice = isBegun ? {} : { terminal: continued?.terminal };
    return lastPosition(session.conversation, choice) ?? { turn: undefined };
  }

  async function streamAnswer(
    turn: AskedTurn,
    content: MessageContent,
    counted: readonly CountedClient[],
  ): Promise<void> {
    const stopping = new AbortController();
    const signal = AbortSignal.any([terminal.signal, stopping.signal]);
    const release = keys.catchInterrupts(() => stopping.abort());
    const clients = counted.map((client, at): CountedClient => ({
      ...client,
      chat: turn.client(
        client.chat,
        firstBranches[at]?.model.index ?? at,
        answerFacts(client, config),
      ),
    }));
    let isAnswered = false;
    try {
      const request = { messages: [{ role: "user", content }] } as const;
      await askClients(request, clients, { now, terminal: { ...terminal, signal } }, options);
      isAnswered = true;
    } catch (error) {
      terminal.signal.throwIfAborted();
      if (stopping.signal.aborted) {
        writeNote("stopped");
      } else if (error instanceof ChatError || error instanceof UserError) {
        terminal.err.write(`hexai: ${sanitizeText(error.message)}\n`);
      } else {
        throw error;
      }
    } finally {
      release();
    }
    await reportTurn(isAnswered);
    out.write("\n");
  }

  /** Says what a person should know about the turn, and once that it is not kept. */
  async function reportTurn(isAnswered: boolean): Promise<void> {
    notes.forEach((note) => err?.write(`hexai: ${note}\n`));
    notes = [];
    const { failure } = await session.settled();
    const output = isFailureReported ? undefined : err;
    isFailureReported = failure !== undefined;
    await finishSession(session, { env, err: output, isAnswered });
  }

  function writeNote(line: string): void {
    if (err !== undefined) {
      writeDim(err, line);
    }
  }

  return {
    history: () =>
      session.conversation.messages.flatMap((message) =>
        message.role === "user" ? [typed.get(message.content) ?? message.content] : [],
      ),
    async submit(text) {
      const line = parseChatLine(text);
      switch (line.type) {
        case "question": {
          await ask(line.text);
          return;
        }
        case "file": {
          await attach(line.path);
          return;
        }
        case "retry": {
          await retry();
          return;
        }
        case "undo": {
          undo();
          return;
        }
        case "help": {
          out.write(CHAT_HELP);
          return;
        }
        case "nothing":
        default: {
          // An empty line asks nothing.
        }
      }
    },
    async finish() {
      await session.settled();
      await sweeper.finish();
    },
  };
}
