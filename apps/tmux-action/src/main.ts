import process from "node:process";
import type { Writable } from "node:stream";

import { withUsage } from "@hexai/chat";
import { formatManPage } from "@hexai/command-line";
import type { Config } from "@hexai/config";
import {
  enableCompileCache,
  ExitRequest,
  exitReport,
  onFirstSignal,
  standardInput,
  standardOutput,
} from "@hexai/process";
import { createUsageRecorder } from "@hexai/usage";

import packageJson from "../package.json" with { type: "json" };
import { HELP, MAN_PAGE, parseArguments, type TmuxActionRequest } from "./options.ts";
import type { ProcessContext } from "./session/io/act-in-process.ts";

// Everything heavy is imported where it is used: `--version` and `--action skip` must not load the providers, and the popup
// must not load anything but its screen.

const stopping = new AbortController();
const { signal } = stopping;

onFirstSignal("SIGHUP", () => stop(new ExitRequest(129)));
onFirstSignal("SIGINT", () => stop(new ExitRequest(130)));
onFirstSignal("SIGTERM", () => stop(new ExitRequest(143)));

function stop(reason: ExitRequest): void {
  process.exitCode = reason.exitCode;
  stopping.abort(reason);
}

/** A stream may say that it cannot take what was written when all else is done. */
let isOver = false;

// The streams are opened when they are first used: a tmux key and its popup never do.

function stdout(): Writable {
  return withErrorListener(standardOutput(1), ({ code }) => {
    const isUnread = code === "EPIPE";
    const message = isUnread ? "" : `cannot write to stdout (${code})`;
    stop(new ExitRequest(isUnread ? 141 : 1, message));
    if (isOver && message !== "") {
      writeError(`hexai-tmux-action: ${message}\n`);
    }
  });
}

function writeError(message: string): void {
  const stderr = withErrorListener(standardOutput(2), () => {
    // Without stderr there is nowhere to report it.
  });
  stderr.write(message);
}

function withErrorListener(
  stream: Writable,
  onError: (error: NodeJS.ErrnoException) => void,
): Writable {
  return stream.listenerCount("error") > 0 ? stream : stream.on("error", onError);
}

/** An editor shows what a filter says on stderr, so it says this only to a user who asked for it. */
function debug({ logging }: Config, line: string): void {
  if (logging.level === "debug") {
    writeError(`hexai-tmux-action: ${line}\n`);
  }
}

const context: ProcessContext = {
  signal,
  stdout,
  now: Date.now,
  version: packageJson.version,
  async openModel(config) {
    const { createSurfaceClient, createHttpSend } = await import("@hexai/llm");
    const recorder = createUsageRecorder({
      program: "hexai-tmux-action",
      env: process.env,
      lifetime: "command",
      settings: () => ({ ...config.stats, prices: config.prices }),
      onFailure: (line) => debug(config, line),
      onLine: (line) => debug(config, line),
    });
    const { coding_temperature: temperature } = config.general;
    const { code_action: configured } = config.models;
    const targets = configured.length === 0 ? [{}] : configured;
    const client = await createSurfaceClient(
      config,
      targets.map((target) => ({ temperature, ...target })),
      { env: process.env, send: createHttpSend(), signal },
      (each) => withUsage(each, recorder.record),
    );
    return { client, recorder };
  },
};

async function run(request: TmuxActionRequest): Promise<void> {
  if (request.type === "act" || request.type === "screen") {
    enableCompileCache(process.env);
  }
  switch (request.type) {
    case "help": {
      stdout().write(HELP);
      break;
    }
    case "man": {
      stdout().write(formatManPage(MAN_PAGE));
      break;
    }
    case "version": {
      stdout().write(`hexai-tmux-action ${packageJson.version}\n`);
      break;
    }
    case "skip": {
      const { readSelection } = await import("./selection/io/read-selection.ts");
      const { writeResult } = await import("./selection/io/write-result.ts");
      const bytes = await readSelection(request.infile, standardInput, signal);
      await writeResult(bytes, request.outfile, stdout);
      break;
    }
    case "act": {
      const { actAsFilter, actOnPane } = await import("./session/io/act-in-process.ts");
      const { pane } = request;
      await (pane === undefined
        ? actAsFilter(request, context)
        : actOnPane({ ...request, pane }, context));
      break;
    }
    case "usage-error": {
      const { showUsageError } = await import("./session/io/act-in-process.ts");
      await showUsageError(request.pane, request.error);
      break;
    }
    case "screen": {
      const { showInPopup } = await import("./popup/io/show-in-popup.ts");
      await showInPopup(request.address, request.key, packageJson.version, signal);
      break;
    }
    default: {
      request satisfies never;
    }
  }
}

async function main(): Promise<void> {
  try {
    await run(parseArguments(process.argv.slice(2)));
    signal.throwIfAborted();
    isOver = true;
  } catch (error) {
    const { ERROR_CONTEXT } = await import("./session/error-context.ts");
    const { exitCode, message } = exitReport(error, signal, ERROR_CONTEXT);
    process.exitCode = exitCode;
    writeError(message);
  }
}

void main();
