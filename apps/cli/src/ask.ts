import { type ChatClient, type ChatMessage, withUsage } from "@hexai/chat";
import { type Config, loadConfig } from "@hexai/config";
import * as stats from "@hexai/stats";

import type { AskRequest } from "./cli-request.ts";
import { askCommand } from "./commands/ask-command.ts";
import { USAGE } from "./help-text.ts";
import { openStdin, type StdinSource } from "./io/open-stdin.ts";
import { messagesOf } from "./messages-of.ts";
import { createUsageRecorder, type UsageSinks } from "./record-usage.ts";
import { overridesOf, settingsOf } from "./settings-of.ts";
import type { Terminal } from "./terminal.ts";
import { UserError } from "./user-error.ts";

/** What asking takes from the process. */
export interface AskSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Gives the stream of file descriptor 0. */
  readonly stdin: Parameters<typeof openStdin>[0];
  readonly terminal: Terminal;
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
  const stdin = stdinOf(request, surroundings);
  const config = settingsOf(
    await loadConfig({ env, cwd, file: configFile, overrides: overridesOf(flags) }),
  );
  const client = await surroundings.createClient(config);
  const messages = await questionOf(request, stdin, terminal);

  stats.setWindow(config.stats.window_minutes * 60);
  const tmux = await openTmux(env);
  const usage = createUsageRecorder(client, {
    stats,
    enabled: config.stats.enabled,
    tmux,
    onFailure: failureTeller(config, terminal),
  });
  const chat = withUsage(client, (finished) => usage.record(finished));
  try {
    await askCommand({ messages }, chat, usage, terminal, flags);
  } finally {
    await tmux?.status.flush();
  }
}

/** @throws {UserError} When nothing can come from there and there are no words: better now than after the rest. */
function stdinOf(
  { words, flags: { stdin: isWanted, system } }: AskRequest,
  { stdin, terminal }: AskSurroundings,
): StdinSource | undefined {
  const onSilence = (): unknown =>
    terminal.err.write("hexai: still reading stdin; --no-stdin skips it\n");
  const source = isWanted ? openStdin(stdin, onSilence) : undefined;
  if (source === undefined && messagesOf({ words, piped: "", system }) === undefined) {
    throw nothingToAsk();
  }
  return source;
}

async function questionOf(
  { words, flags: { system } }: AskRequest,
  stdin: StdinSource | undefined,
  { signal }: Terminal,
): Promise<readonly ChatMessage[]> {
  const piped = (await stdin?.read(signal)) ?? "";
  const messages = messagesOf({ words, piped, system });
  if (messages === undefined) {
    throw nothingToAsk();
  }
  return messages;
}

function nothingToAsk(): UserError {
  return new UserError(2, `there is nothing to ask\n${USAGE}`);
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
