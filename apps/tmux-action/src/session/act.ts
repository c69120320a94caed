import { extname, join } from "node:path";

import { ACTIONS } from "@hexai/actions";
import type { ChatAnswer, ChatClient, ChatOptions, ChatRequest } from "@hexai/chat";
import { type Config, formatConfigIssue, loadConfig } from "@hexai/config";
import { describeError, isEditorSet, UserError } from "@hexai/process";
import type { UsageRecorder } from "@hexai/usage";

import type { ActRequest } from "../options.ts";
import { type Channel, createChannelPair } from "../popup/channel.ts";
import type { OpenScreen } from "../popup/io/open-screen.ts";
import type { ScreenMessage, UserMessage } from "../popup/messages.ts";
import { loadScreen } from "../screen/io/show-on-terminal.ts";
import { copyResult } from "../selection/io/copy-result.ts";
import { createTasks, runAction, shownText, type Tasks } from "./create-tasks.ts";
import { ERROR_CONTEXT } from "./error-context.ts";
import { runSession, type Verdict } from "./run-session.ts";

/** The model behind the actions, and the recorder that counts its Chats. */
interface ActionModel {
  readonly client: ChatClient;
  readonly recorder: UsageRecorder;
}

export interface ActContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly bytes: Promise<Uint8Array>;
  /** `none`: no menu and no preview. */
  readonly screen: Promise<OpenScreen>;
  /** A directory of the user's own. */
  readonly directory: string;
  readonly signal: AbortSignal;
  /**
   * Opens the model that `[[models.code_action]]` names.
   *
   * @throws {ChatError} (as a rejection) When it cannot be asked at all, for example without a key.
   */
  readonly openModel: (config: Config) => Promise<ActionModel>;
  /** Writes a result, or the selection as it was, byte for byte. Not called after a failure. */
  readonly write: (bytes: string | Uint8Array, isResult: boolean) => Promise<void>;
}

/**
 * Runs one action from the selection to a result that was accepted, or to the selection as it was.
 *
 * @throws {UserError | ChatError} (as a rejection) When it failed; nothing was written.
 */
export async function act(request: ActRequest, context: ActContext): Promise<void> {
  const { bytes, signal, write } = context;
  const config = loadValidConfig(request, context);
  config.catch(() => undefined); // reported when it is awaited
  const model = lazyModel(config, context);
  const tasks = createTasks({
    bytes,
    config,
    action: request.action,
    path: request.infile,
    keepsCode: request.pane === undefined,
    chat: (messages, options) => model.chat(messages, options),
  });
  try {
    const screen = await context.screen;
    if (screen.type === "none") {
      if (request.pane !== undefined) {
        await bytes; // "there is no such pane" explains more than "there is no place for the menu"
      }
      await write(await runAction(actionIn(request), tasks, signal), true);
      return;
    }
    const verdict = await runScreen(tasks, screen, request, context);
    signal.throwIfAborted();
    if (verdict.type === "failed") {
      throw verdict.error;
    }
    const isAccepted = verdict.type === "accepted";
    await write(isAccepted ? verdict.text : await bytes, isAccepted);
  } finally {
    await model.settle();
  }
}

/** Runs the screen until there is a verdict and the terminal is as it was before. */
async function runScreen(
  tasks: Tasks,
  screen: Exclude<OpenScreen, { readonly type: "none" }>,
  { infile, yes }: ActRequest,
  context: ActContext,
): Promise<Verdict> {
  const { bytes, env, signal } = context;
  const { channel, closed } = openChannel(screen);
  const hangUp = (): void => channel.close();
  signal.addEventListener("abort", hangUp);
  try {
    const verdict = runSession(channel, {
      ...tasks,
      copy: (text) => copyResult(text, env),
      describe: (error) => describeError(error, ERROR_CONTEXT),
      isTrusting: yes,
      hello: async () => initialMessage(shownText(await bytes), infile, context),
    });
    await closed;
    return await verdict;
  } finally {
    signal.removeEventListener("abort", hangUp);
  }
}

function openChannel(screen: Exclude<OpenScreen, { readonly type: "none" }>): {
  readonly channel: Channel<ScreenMessage, UserMessage>;
  /** Resolves when the terminal is as it was before. */
  readonly closed: Promise<void>;
} {
  if (screen.type === "tmux") {
    return { channel: screen.channel, closed: Promise.resolve() };
  }
  const [channel, otherEnd] = createChannelPair<ScreenMessage, UserMessage>();
  return { channel, closed: loadScreen().then((show) => show(otherEnd)) };
}

function initialMessage(
  selection: string,
  infile: string | undefined,
  { env, cwd, directory }: ActContext,
): ScreenMessage {
  const file = editedFile(directory, infile);
  return {
    type: "hello",
    selection,
    isColorful: (env["NO_COLOR"] ?? "") === "",
    editor: isEditorSet(env) ? { cwd, env, file } : undefined,
  };
}

/** The model, opened when it is first asked. */
function lazyModel(config: Promise<Config>, { openModel }: ActContext) {
  let opened: Promise<ActionModel> | undefined;
  return {
    async chat(messages: ChatRequest["messages"], options: ChatOptions): Promise<ChatAnswer> {
      opened ??= config.then(openModel);
      const { client, recorder } = await opened;
      const answer = client.chat({ messages }, options);
      recorder.during(client, answer);
      return answer;
    },
    /** Resolves when every Chat is counted. */
    async settle(): Promise<void> {
      const model = await opened?.catch(() => undefined); // reported already
      await model?.recorder.settled();
    },
  };
}

/** @throws {UserError} With a line for every mistake. */
async function loadValidConfig(
  { config: file }: ActRequest,
  { env, cwd }: ActContext,
): Promise<Config> {
  const loaded = await loadConfig({ env, cwd, file });
  if (!loaded.ok) {
    throw new UserError(1, loaded.issues.map(formatConfigIssue).join("\n"));
  }
  return loaded.config;
}

function actionIn({ action }: ActRequest): string {
  if (action === undefined) {
    const ids = [...ACTIONS.map(({ id }) => id), "skip"].join(", ");
    const why = "there is no place for the menu, neither a tmux popup nor a free terminal";
    throw new UserError(2, `${why}; say what to do with --action ID, where ID is one of: ${ids}`);
  }
  return action;
}

/** The file in which a result is edited. It has the ending of the selection's file, so that editors know the language. */
function editedFile(directory: string, path: string | undefined): string {
  const ending = extname(path ?? "");
  return join(directory, `result${/^\.\w{1,16}$/.test(ending) ? ending : ".txt"}`);
}
