import { join } from "node:path";

import { type ChatClient, ChatError } from "@hexai/chat";
import { type Config, loadConfig, type ModelTarget } from "@hexai/config";
import { cacheDir } from "@hexai/stats";
import type { UsageRecorder } from "@hexai/usage";

import type { Terminal } from "../../output/terminal.ts";
import { hostSettingsOf } from "../../settings/host-settings-of.ts";
import { overridesOf, settingsOf } from "../../settings/settings-of.ts";
import type { AskFlags, AskRequest } from "../cli-request.ts";
import { askCommand } from "./ask-command.ts";
import { createAnswerStore } from "./cache/io/answer-store.ts";
import { withAnswerCache } from "./cache/with-answer-cache.ts";
import { chosenTargets, type Targets } from "./chosen-targets.ts";
import { openStdin } from "./prompt/io/open-stdin.ts";
import { openQuestion, type QuestionSources } from "./prompt/open-question.ts";
import type { Respondent } from "./respondent.ts";

/** What asking takes from the process. */
export interface AskSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Gives the stream of file descriptor 0. */
  readonly stdin: Parameters<typeof openStdin>[0];
  readonly terminal: Terminal;
  /** Gives a number from 0 to 1. */
  readonly random: () => number;
  readonly edit: QuestionSources["edit"];
  /** Creates a client whose Chats are counted by the recorder below. */
  readonly createClient: (config: Config, target: ModelTarget) => Promise<ChatClient>;
  readonly usage: (config: Config) => UsageRecorder;
}

/**
 * `hexai [prompt …]` from the command line to the end of the answer.
 *
 * @throws {UserError} When there is nothing to ask, or the configuration is wrong.
 * @throws {ChatError} When the provider fails.
 */
export async function ask(request: AskRequest, surroundings: AskSurroundings): Promise<void> {
  const { env, cwd, terminal } = surroundings;
  const { flags, configFile } = request;
  const onSilence = (): unknown =>
    terminal.err.write("hexai: still reading stdin; --no-stdin skips it\n");
  const markdown = isRendered(flags, terminal);
  const stdin = flags.stdin ? openStdin(surroundings.stdin, onSilence) : undefined;
  if (flags.simulation !== undefined) {
    const { simulate } = await import("./simulation/simulate.ts");
    await simulate(flags.simulation, request, stdin, terminal, surroundings.random);
    return;
  }
  const question = openQuestion(request, {
    stdin,
    edit: surroundings.edit,
    env,
    signal: terminal.signal,
  });
  const config = settingsOf(
    await loadConfig({ env, cwd, file: configFile, overrides: overridesOf(flags) }),
  );
  const targets = chosenTargets(config, flags);
  const clients = await clientsOf(config, targets, surroundings);
  const messages = await question({ markdown, prompts: config.prompts.cli });

  const usage = surroundings.usage(config);
  const [first, ...others] = clients.map((client, index): Respondent => {
    return { usage, ...cached(client, targets[index], config, surroundings, flags) };
  });
  const options = { ...flags, markdown };
  try {
    if (first !== undefined && others.length === 0) {
      await askCommand({ messages }, first, terminal, options);
    } else if (first !== undefined) {
      const { askSeveralCommand } = await import("./ask-several-command.ts");
      await askSeveralCommand({ messages }, [first, ...others], terminal, options);
    }
  } finally {
    await usage.settled();
  }
}

/**
 * The clients of the targets. Of several, one that cannot be made is one whose every Chat fails.
 *
 * @throws {ChatError} When there is only one.
 */
function clientsOf(
  config: Config,
  targets: Targets,
  { createClient }: AskSurroundings,
): Promise<readonly ChatClient[]> {
  return Promise.all(
    targets.map(async (target) => {
      try {
        return await createClient(config, target);
      } catch (error) {
        if (targets.length === 1 || !(error instanceof ChatError)) {
          throw error;
        }
        const provider = error.provider ?? target.provider ?? "?";
        const model = error.model ?? target.model ?? "?";
        return { provider, model, chat: () => Promise.reject(error) };
      }
    }),
  );
}

/** Programs, and terminals that can do nothing but write, get the answer as it is. */
function isRendered({ plain, json }: AskFlags, { out }: Terminal): boolean {
  return out.isTerminal && out.canErase && !plain && !json;
}

/** A cache hit is not a request, so the cache wraps the usage counter and not the other way round. */
function cached(
  chat: ChatClient,
  target: ModelTarget | undefined,
  config: Config,
  { terminal }: AskSurroundings,
  flags: AskFlags,
): Pick<Respondent, "cachedMs" | "chat"> {
  const dir = cacheDir();
  if (!flags.cache || dir === undefined) {
    return { chat, cachedMs: () => undefined };
  }
  let hitMs: number | undefined;
  const store = createAnswerStore({ dir: join(dir, "answers"), now: () => terminal.now() });
  const parameters = {
    maxTokens: config.general.max_tokens,
    temperature: target?.temperature,
    host: hostSettingsOf(config, chat.provider),
  };
  const onHit = (ageMs: number): unknown => (hitMs = ageMs);
  return { chat: withAnswerCache(chat, store, parameters, onHit), cachedMs: () => hitMs };
}
