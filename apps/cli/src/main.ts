import process from "node:process";

import packageJson from "../package.json" with { type: "json" };
import type { CliRequest } from "./cli-request.ts";
import { helpText, USAGE } from "./help-text.ts";
import { parseArguments } from "./parse-arguments.ts";
import { Stopped } from "./stopped.ts";
import type { Terminal } from "./terminal.ts";
import { UserError } from "./user-error.ts";

// Everything heavy is imported where it is used: `hexai --version` must not load an SDK.

const stopping = new AbortController();
const terminal: Terminal = {
  out: outputOf(process.stdout),
  err: outputOf(process.stderr),
  signal: stopping.signal,
  now: Date.now,
};

function outputOf(stream: NodeJS.WriteStream): Terminal["out"] {
  return { write: (text) => stream.write(text), isTerminal: stream.isTTY };
}

// A second signal finds no listener and ends the process at once.
process.once("SIGINT", () => stop(new Stopped(130)));
process.once("SIGTERM", () => stop(new Stopped(143)));
process.once("SIGHUP", () => stop(new Stopped(129)));
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
  stop(code === "EPIPE" ? new Stopped(141) : new Stopped(1, `cannot write to stdout (${code})`));
});
process.stderr.on("error", () => {
  // Nobody is left to be told.
});

function stop(reason: Stopped): void {
  process.exitCode = reason.exitCode;
  stopping.abort(reason);
}

async function run(request: CliRequest): Promise<void> {
  switch (request.type) {
    case "help": {
      terminal.out.write(helpText());
      break;
    }
    case "version": {
      terminal.out.write(`hexai ${packageJson.version}\n`);
      break;
    }
    case "ask": {
      await ask(request);
      break;
    }
    case "stats": {
      await showStats(request);
    }
  }
}

async function ask({ words, flags, configFile }: CliRequest & { type: "ask" }): Promise<void> {
  const { system } = flags;
  const { messagesOf } = await import("./messages-of.ts");
  const { openStdin } = await import("./io/open-stdin.ts");
  const onSilence = () => terminal.err.write("hexai: still reading stdin; --no-stdin skips it\n");
  const stdin = flags.stdin ? openStdin(() => process.stdin, onSilence) : undefined;
  if (stdin === undefined && messagesOf({ words, piped: "", system }) === undefined) {
    throw new UserError(2, `there is nothing to ask\n${USAGE}`);
  }

  const { settingsOf, overridesOf } = await import("./settings-of.ts");
  const { loadConfig } = await import("@hexai/config");
  const overrides = overridesOf(flags);
  const config = settingsOf(
    await loadConfig({ env: process.env, cwd: process.cwd(), file: configFile, overrides }),
  );
  const { createChatClient } = await import("@hexai/llm");
  const client = await createChatClient(config, { env: process.env, fetch });

  const piped = (await stdin?.read(terminal.signal)) ?? "";
  const messages = messagesOf({ words, piped, system });
  if (messages === undefined) {
    throw new UserError(2, `there is nothing to ask\n${USAGE}`);
  }

  const { withUsage } = await import("@hexai/chat");
  const { createFailureNotice, ...stats } = await import("@hexai/stats");
  const { createUsageRecorder } = await import("./record-usage.ts");
  const { askCommand } = await import("./commands/ask-command.ts");
  stats.setWindow(config.stats.window_minutes * 60);
  const notice = createFailureNotice(Date.now);
  const tmux = await openTmux();
  const usage = createUsageRecorder(client, {
    stats,
    enabled: config.stats.enabled,
    tmux,
    onFailure(error) {
      const line = notice(error);
      if (line !== undefined && ["debug", "info"].includes(config.logging.level)) {
        terminal.err.write(`hexai: ${line}\n`);
      }
    },
  });
  const chat = withUsage(client, (finished) => usage.record(finished));
  try {
    await askCommand({ messages }, chat, usage, terminal, flags);
  } finally {
    await tmux?.status.flush();
  }
}

async function openTmux() {
  if ((process.env["TMUX"] ?? "") === "") {
    return undefined;
  }
  const { statusOptionsOf } = await import("@hexai/tmux-format");
  const { createTmuxStatus } = await import("@hexai/tmux");
  const { enabled, ...options } = statusOptionsOf(process.env);
  return enabled ? { status: createTmuxStatus({ env: process.env }), options } : undefined;
}

async function showStats({ format, configFile }: CliRequest & { type: "stats" }): Promise<void> {
  const { settingsOf } = await import("./settings-of.ts");
  const { loadConfig } = await import("@hexai/config");
  const {
    stats: settings,
    provider,
    openai,
  } = settingsOf(await loadConfig({ env: process.env, cwd: process.cwd(), file: configFile }));
  const stats = await import("@hexai/stats");
  const { statusOptionsOf } = await import("@hexai/tmux-format");
  const { statsCommand } = await import("./commands/stats-command.ts");
  stats.setWindow(settings.window_minutes * 60);
  const statusLine = {
    provider: provider.name ?? "openai",
    model: openai.model,
    options: statusOptionsOf(process.env),
  };
  await statsCommand(format, stats, statusLine, terminal);
}

try {
  await run(parseArguments(process.argv.slice(2)));
  stopping.signal.throwIfAborted();
} catch (error) {
  const { exitCodeOf } = await import("./exit-code-of.ts");
  process.exitCode = exitCodeOf(error, terminal);
}
