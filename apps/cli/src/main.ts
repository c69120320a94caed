import { withUsage } from "@hexai/chat";
import type { Config } from "@hexai/config";
import type { Send } from "@hexai/llm";
import { type EditorCommand, enableCompileCache, type ExitCode, ExitRequest } from "@hexai/process";
import { createUsageRecorder, type UsageRecorder } from "@hexai/usage";

import packageJson from "../package.json" with { type: "json" };
import type { CliRequest } from "./commands/cli-request.ts";
import type { Network } from "./commands/doctor/doctor-surroundings.ts";
import { helpText } from "./commands/help-text.ts";
import { parseArguments } from "./commands/parse-arguments.ts";
import { outputOf } from "./output/io/output-of.ts";
import type { Terminal } from "./output/terminal.ts";
import { canEdit } from "./settings/io/can-edit.ts";

// Everything heavy is imported where it is used: `hexai --version` must not load the providers.

const stopping = new AbortController();
const terminal: Terminal = {
  out: outputOf(process.stdout, process.env),
  err: outputOf(process.stderr, process.env),
  signal: stopping.signal,
  now: Date.now,
};

const onInterrupt = stopperOn("SIGINT", 130);
process.on("SIGINT", onInterrupt);
process.on("SIGTERM", stopperOn("SIGTERM", 143));
process.on("SIGHUP", stopperOn("SIGHUP", 129));
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
  stop(
    code === "EPIPE"
      ? new ExitRequest(141)
      : new ExitRequest(1, `cannot write to stdout (${code})`),
  );
});
process.stderr.on("error", () => {
  // Nobody is left to be told.
});

/**
 * A second signal finds it gone and ends the process at once. It goes only after all have heard the first one:
 * `signal-exit`, which the lock of the statistics brings along, ends the process when it finds itself alone.
 */
function stopperOn(signal: NodeJS.Signals, exitCode: ExitCode): () => void {
  return function stopper() {
    stop(new ExitRequest(exitCode));
    setImmediate(() => process.off(signal, stopper));
  };
}

function stop(reason: ExitRequest): void {
  process.exitCode = reason.exitCode;
  stopping.abort(reason);
}

/** The one recorder of this process, once there is a configuration. */
let usage: UsageRecorder | undefined;

function usageOf({ stats, logging }: Config): UsageRecorder {
  usage ??= createUsageRecorder({
    env: process.env,
    lifetime: "command",
    settings: () => stats,
    onFailure(line) {
      if (["debug", "info"].includes(logging.level)) {
        terminal.err.write(`hexai: ${line}\n`);
      }
    },
  });
  return usage;
}

async function run(request: CliRequest): Promise<void> {
  if (request.type !== "help" && request.type !== "version") {
    enableCompileCache(process.env);
  }
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
      const { ask } = await import("./commands/ask/ask.ts");
      await ask(request, {
        env: process.env,
        cwd: workingDirectory(),
        stdin: () => process.stdin,
        random: Math.random,
        edit: () => (canEdit() ? edit : undefined),
        terminal,
        async createClient(config, target) {
          const { createClient, surroundings } = await loadProviders();
          const recorder = usageOf(config);
          return withUsage(await createClient(config, target, surroundings), recorder.record);
        },
        usage: usageOf,
      });
      break;
    }
    case "stats":
    case "stats-watch":
    case "stats-reset": {
      const { showStats } = await import("./commands/stats/show-stats.ts");
      await showStats(request, {
        env: process.env,
        cwd: workingDirectory(),
        terminal,
        confirm: () => (process.stdin.isTTY && terminal.err.isTerminal ? confirmed : undefined),
        screen: () => (process.stdin.isTTY && terminal.out.canErase ? process : undefined),
      });
      break;
    }
    case "config": {
      const { runConfig } = await import("./commands/config/run-config.ts");
      const isRight = await runConfig(request, {
        env: process.env,
        cwd: workingDirectory(),
        terminal,
        editFile: canEdit() ? editFile : undefined,
        async createClient(config, target) {
          const { createClient, surroundings } = await loadProviders();
          const recorder = usageOf(config); // a Chat that only checks is a Chat, too
          const client = await createClient(config, { ...target, attempts: 1 }, surroundings);
          return withUsage(client, recorder.record);
        },
      });
      await usage?.settled();
      process.exitCode = isRight ? 0 : 1;
      break;
    }
    case "models": {
      const { runModels } = await import("./commands/models/run-models.ts");
      await runModels(request, {
        env: process.env,
        cwd: workingDirectory(),
        terminal,
        async chooseProvider(config) {
          const { createClient, surroundings } = await loadProviders();
          return (await createClient(config, undefined, surroundings)).provider;
        },
        async listModels(config, provider) {
          const { listModels, surroundings } = await loadProviders();
          return listModels(config, { provider }, surroundings, { signal: stopping.signal });
        },
      });
      break;
    }
    case "doctor":
    case "doctor-snippets": {
      const { runDoctor } = await import("./commands/doctor/run-doctor.ts");
      const { createClient, listModels, surroundings } = await loadProviders();
      const { env, send } = surroundings;
      const network = ({ isOffline, runCommand }: Network) => ({
        env,
        send: isOffline ? answerEmpty : send,
        runCommand,
      });
      const isHealthy = await runDoctor(request, {
        env,
        cwd: workingDirectory(),
        terminal,
        version: packageJson.version,
        nodeVersion: process.versions.node,
        createClient: (config, target, how) =>
          createClient(config, { ...target, attempts: 1 }, network(how)),
        listModels: (config, provider, { signal, ...how }) =>
          listModels(config, { provider, attempts: 1 }, network(how), { signal }),
      });
      process.exitCode = isHealthy ? 0 : 1;
      break;
    }
    case "completion": {
      const { runCompletion } = await import("./commands/completion/run-completion.ts");
      await runCompletion(request, { env: process.env, cwd: workingDirectory(), terminal });
    }
  }
}

/** What asks providers, and what that takes from the process. */
async function loadProviders() {
  const { createClient, createHttpSend, listModels } = await import("@hexai/llm");
  const { signal } = stopping;
  const surroundings = { env: process.env, send: createHttpSend(), signal };
  return { createClient, listModels, surroundings };
}

/** Stands in for the network where `hexai doctor --offline` asks nobody. */
const answerEmpty: Send = async () => ({
  status: 200,
  statusText: "OK",
  headers: {},
  body: { [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true, value: "" }) }) },
});

/** A directory that was removed holds no project, and no parent of it does. */
function workingDirectory(): string {
  try {
    return process.cwd();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return "/";
    }
    throw error;
  }
}

function onIgnored(): void {
  // Somebody else acts on it.
}

async function edit(command: EditorCommand): Promise<string> {
  const { editPrompt } = await import("./commands/ask/prompt/io/edit-prompt.ts");
  return whileEditing(() => editPrompt(command, stopping.signal));
}

async function editFile(command: EditorCommand, file: string): Promise<void> {
  const config = await import("./commands/config/io/edit-file.ts");
  await whileEditing(() => config.editFile(command, file, stopping.signal));
}

/** While a person edits, Ctrl-C is the editor's: what it runs in a shell shares our terminal. */
async function whileEditing<Result>(work: () => Promise<Result>): Promise<Result> {
  process.off("SIGINT", onInterrupt);
  process.on("SIGINT", onIgnored);
  try {
    return await work();
  } finally {
    process.off("SIGINT", onIgnored);
    process.on("SIGINT", onInterrupt);
  }
}

async function confirmed(question: string): Promise<boolean> {
  const { confirm } = await import("./commands/stats/io/confirm.ts");
  return confirm(question, process.stdin, process.stderr, stopping.signal);
}

async function main(): Promise<void> {
  try {
    await run(parseArguments(process.argv.slice(2)));
    stopping.signal.throwIfAborted();
  } catch (error) {
    const { exitCodeOf } = await import("./commands/exit-code-of.ts");
    process.exitCode = exitCodeOf(error, terminal);
    if (stopping.signal.aborted) {
      process.exit(); // by itself it would wait until somebody reads what was written
    }
  }
}

void main();
