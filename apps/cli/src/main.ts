import { withUsage } from "@hexai/chat";
import type { Config } from "@hexai/config";
import type { Send } from "@hexai/llm";
import {
  enableCompileCache,
  exitReport,
  ExitRequest,
  lastWrites,
  onFirstSignal,
  standardOutput,
  workingDirectory,
} from "@hexai/process";
import { sanitizeName } from "@hexai/terminal/text";
import { createUsageRecorder, type UsageRecorder } from "@hexai/usage";

import packageJson from "../package.json" with { type: "json" };
import { parseArguments } from "./command-line/parse-arguments.ts";
import type { CommandContext, Editor, ProviderOptions, Providers } from "./commands/command.ts";
import { HEXAI } from "./commands/index.ts";
import { toOutput } from "./output/io/to-output.ts";
import type { Terminal } from "./output/terminal.ts";
import { canEdit } from "./settings/io/can-edit.ts";

// Heavy modules are imported where they are used: `hexai --version` must not load the providers.

const stopping = new AbortController();
const [stdout, stderr] = [standardOutput(1), standardOutput(2)];
const terminal: Terminal = {
  out: toOutput(stdout, process.env),
  err: toOutput(stderr, process.env),
  signal: stopping.signal,
};

const onInterrupt = onFirstSignal("SIGINT", () => stop(new ExitRequest(130)));
onFirstSignal("SIGTERM", () => stop(new ExitRequest(143)));
onFirstSignal("SIGHUP", () => stop(new ExitRequest(129)));
stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
  const isUnread = code === "EPIPE";
  const message = isUnread ? "" : `cannot write to stdout (${code})`;
  stop(new ExitRequest(isUnread ? 141 : 1, message));
  if (isOver && message !== "") {
    terminal.err.write(`hexai: ${message}\n`);
  }
});
stderr.on("error", () => {
  // There is nowhere left to report it.
});

function stop(reason: ExitRequest): void {
  process.exitCode = reason.exitCode;
  stopping.abort(reason);
}

/** A stream may say that it cannot take what was written when all else is done. */
let isOver = false;

let sharedRecorder: UsageRecorder | undefined;

const providers: Providers = {
  async createClient(config, target, options = {}) {
    const { createClient } = await import("@hexai/llm");
    const client = await createClient(
      config,
      withAttempts(target, options),
      await network(options),
    );
    const recorder = providers.usage(config);
    return withUsage(client, recorder.record);
  },
  async listModels(config, provider, options = {}) {
    const { listModels } = await import("@hexai/llm");
    const { signal = stopping.signal, timeoutSeconds } = options;
    const target = withAttempts({ provider }, options);
    return listModels(config, target, await network(options), {
      signal,
      ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    });
  },
  async describeProxy(url) {
    const { describeProxyFor } = await import("@hexai/llm");
    return describeProxyFor(url, process.env);
  },
  usage: (config) => (sharedRecorder ??= createRecorder(config)),
};

function withAttempts<Target extends object>(target: Target | undefined, options: ProviderOptions) {
  return options.attempts === undefined ? target : { ...target, attempts: options.attempts };
}

/** One for all requests, so that they share connections and what a proxy has refused. */
let send: Send | undefined;

async function network({ isOffline = false, runCommand }: ProviderOptions) {
  const { createHttpSend } = await import("@hexai/llm");
  return {
    env: process.env,
    send: isOffline ? answerEmpty : (send ??= createHttpSend()),
    signal: stopping.signal,
    ...(runCommand === undefined ? {} : { runCommand }),
  };
}

/** Stands in for the network in `hexai doctor --offline`. */
const answerEmpty: Send = async () => ({
  status: 200,
  statusText: "OK",
  headers: {},
  body: { [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true, value: "" }) }) },
});

function createRecorder({ stats, prices, logging }: Config): UsageRecorder {
  return createUsageRecorder({
    program: "hexai",
    env: process.env,
    lifetime: "command",
    settings: () => ({ ...stats, prices }),
    onFailure(line) {
      if (["debug", "info"].includes(logging.level)) {
        terminal.err.write(`hexai: ${sanitizeName(line)}\n`);
      }
    },
  });
}

const editor: Editor = {
  isAvailable: canEdit,
  async edit(command, file) {
    const { editFile } = await import("./settings/io/edit-file.ts");
    // Ctrl-C belongs to the editor while it runs: what it starts in a shell shares our terminal.
    process.off("SIGINT", onInterrupt);
    process.on("SIGINT", ignoreSignal);
    try {
      await editFile(command, file, stopping.signal);
    } finally {
      process.off("SIGINT", ignoreSignal);
      process.on("SIGINT", onInterrupt);
    }
  },
};

function ignoreSignal(): void {
  // The editor handles it.
}

async function run(args: readonly string[]): Promise<void> {
  const invocation = parseArguments(HEXAI, args);
  switch (invocation.type) {
    case "help": {
      const { formatHelp } = await import("./command-line/help-text.ts");
      terminal.out.write(formatHelp(HEXAI, invocation.command));
      break;
    }
    case "man": {
      const { formatManual } = await import("./command-line/format-manual.ts");
      terminal.out.write(formatManual(HEXAI, invocation.command));
      break;
    }
    case "version": {
      terminal.out.write(`hexai ${packageJson.version}\n`);
      break;
    }
    case "run": {
      enableCompileCache(process.env);
      const { env } = process;
      const cwd = workingDirectory();
      const context: CommandContext = { env, cwd, terminal, providers, editor, now: Date.now };
      const { command, request } = invocation;
      const isRight = await command.run(request, context, HEXAI);
      process.exitCode = isRight === false ? 1 : 0;
    }
  }
}

async function main(): Promise<void> {
  try {
    await run(process.argv.slice(2));
    stopping.signal.throwIfAborted();
    isOver = true;
  } catch (error) {
    const { ERROR_CONTEXT } = await import("./output/error-context.ts");
    const { exitCode, message } = exitReport(error, stopping.signal, ERROR_CONTEXT);
    process.exitCode = exitCode;
    terminal.err.write(message);
    if (stopping.signal.aborted) {
      await lastWrites(stdout);
      process.exit(); // otherwise it would wait until all that was written has been read
    }
  }
}

void main();
