import { join } from "node:path";

import { type ChatClient, withUsage } from "@hexai/chat";
import { type Config, loadConfig } from "@hexai/config";
import * as stats from "@hexai/stats";

import type { AskFlags, AskRequest } from "./cli-request.ts";
import { askCommand, type Respondent } from "./commands/ask-command.ts";
import { createAnswerStore } from "./io/answer-store.ts";
import { openStdin } from "./io/open-stdin.ts";
import { openQuestion, type QuestionSources } from "./open-question.ts";
import { createUsageRecorder, type UsageSinks } from "./record-usage.ts";
import { overridesOf, settingsOf } from "./settings-of.ts";
import type { Terminal } from "./terminal.ts";
import { withAnswerCache } from "./with-answer-cache.ts";

/** What asking takes from the process. */
export interface AskSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Gives the stream of file descriptor 0. */
  readonly stdin: Parameters<typeof openStdin>[0];
  readonly terminal: Terminal;
  /** Gives a number from 0 to 1. */
  readonly random: () => number;
  /** Lets a person write the question. Absent: there is no terminal. */
  readonly edit: QuestionSources["edit"];
  createClient(config: Config): Promise<ChatClient>;
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
    const { simulate } = await import("./simulate.ts");
    await simulate(flags.simulation, request, stdin, terminal, surroundings.random);
    return;
  }
  const question = openQuestion(request, {
    stdin,
    edit: surroundings.edit,
    markdown,
    env,
    signal: terminal.signal,
  });
  const config = settingsOf(
    await loadConfig({ env, cwd, file: configFile, overrides: overridesOf(flags) }),
  );
  const client = await surroundings.createClient(config);
  const messages = await question();

  stats.setWindow(config.stats.window_minutes * 60);
  const tmux = await openTmux(env);
  const usage = createUsageRecorder(client, {
    stats,
    enabled: config.stats.enabled,
    tmux,
    onFailure: failureTeller(config, terminal),
  });
  const counted = withUsage(client, (finished) => usage.record(finished));
  const { chat, cachedMs } = cached(counted, config, surroundings, flags);
  try {
    await askCommand({ messages }, { chat, cachedMs, usage }, terminal, { ...flags, markdown });
  } finally {
    await tmux?.status.flush();
  }
}

/** Programs, and terminals that can do nothing but write, get the answer as it is. */
function isRendered({ plain, json }: AskFlags, { out }: Terminal): boolean {
  return out.isTerminal && out.canErase && !plain && !json;
}

/** What a hit in the cache is not counted as: a request. So this goes around the counting. */
function cached(
  chat: ChatClient,
  config: Config,
  { terminal }: AskSurroundings,
  flags: AskFlags,
): Pick<Respondent, "cachedMs" | "chat"> {
  const dir = stats.cacheDir();
  if (!flags.cache || dir === undefined) {
    return { chat, cachedMs: () => undefined };
  }
  let hitMs: number | undefined;
  const store = createAnswerStore({ dir: join(dir, "answers"), now: () => terminal.now() });
  const parameters = { general: config.general, openai: config.openai };
  const onHit = (ageMs: number): unknown => (hitMs = ageMs);
  return { chat: withAnswerCache(chat, store, parameters, onHit), cachedMs: () => hitMs };
}

function failureTeller({ logging }: Config, terminal: Terminal): UsageSinks["onFailure"] {
  const notice = stats.createFailureNotice(() => terminal.now());
  return (error) => {
    const line = notice(error);
    if (line !== undefined && ["debug", "info"].includes(logging.level)) {
      terminal.err.write(`hexai: ${line}\n`);
    }
  };
}

async function openTmux(env: AskSurroundings["env"]): Promise<UsageSinks["tmux"]> {
  if ((env["TMUX"] ?? "") === "") {
    return undefined;
  }
  const { statusOptionsOf } = await import("@hexai/tmux-format");
  const { createTmuxStatus } = await import("@hexai/tmux");
  const { enabled, ...options } = statusOptionsOf(env);
  return enabled ? { status: createTmuxStatus({ env }), options } : undefined;
}
