import process from "node:process";

import packageJson from "../package.json" with { type: "json" };
import { parseArguments, type TmuxActionRequest, USAGE } from "./parse-arguments.ts";
import { Stopped } from "./stopped.ts";

// Everything heavy is imported where it is used: `--version` and `--action skip` must not load an SDK.

const stopping = new AbortController();
const { signal } = stopping;

// A second signal finds no listener and ends the process at once.
process.once("SIGHUP", () => stop(new Stopped(129)));
process.once("SIGINT", () => stop(new Stopped(130)));
process.once("SIGTERM", () => stop(new Stopped(143)));
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

async function run(request: TmuxActionRequest): Promise<void> {
  switch (request.type) {
    case "help": {
      process.stdout.write(USAGE);
      break;
    }
    case "version": {
      process.stdout.write(`hexai-tmux-action ${packageJson.version}\n`);
      break;
    }
    case "skip": {
      const { readSelection } = await import("./io/read-selection.ts");
      const { writeResult } = await import("./io/write-result.ts");
      const bytes = await readSelection(request.infile, () => process.stdin, signal);
      await writeResult(bytes, request.outfile, () => process.stdout);
      break;
    }
    case "act": {
      await act(request);
    }
  }
}

async function act(request: TmuxActionRequest & { type: "act" }): Promise<void> {
  const { action, infile, outfile } = request;
  const { readSelection } = await import("./io/read-selection.ts");
  const { prepareSelection } = await import("./prepare-selection.ts");
  const bytes = await readSelection(infile, () => process.stdin, signal);
  const prepared = prepareSelection(action, bytes, infile);

  const { env } = process;
  const { settingsOf } = await import("./settings-of.ts");
  const { loadConfig } = await import("@hexai/config");
  const config = settingsOf(await loadConfig({ env, cwd: process.cwd(), file: request.config }));
  const { createChatClient } = await import("@hexai/llm");
  const client = await createChatClient(config, { env, fetch });

  const { withUsage } = await import("@hexai/chat");
  const { createFailureNotice, ...stats } = await import("@hexai/stats");
  const { createTmuxStatus } = await import("@hexai/tmux");
  const { statusOptionsOf } = await import("@hexai/tmux-format");
  const { createUsageRecorder } = await import("./record-usage.ts");
  const { runAction } = await import("./run-action.ts");
  const { writeResult } = await import("./io/write-result.ts");
  stats.setWindow(config.stats.window_minutes * 60);
  const notice = createFailureNotice(Date.now);
  // An editor shows what a filter says on stderr, so only who looks for faults is told.
  const debug = (line: string | undefined): void => {
    if (line !== undefined && config.logging.level === "debug") {
      process.stderr.write(`hexai-tmux-action: ${line}\n`);
    }
  };
  const { enabled, ...statusOptions } = statusOptionsOf(env);
  const usage = createUsageRecorder(client, {
    stats,
    enabled: config.stats.enabled,
    tmux: createTmuxStatus({ env, enabled }),
    statusOptions,
    onFailure: (error) => debug(notice(error)),
    onLine: debug,
    uptime: () => process.uptime(),
  });
  const chat = withUsage(client, (finished) => usage.record(finished));
  const write = (text: string): Promise<void> => writeResult(text, outfile, () => process.stdout);
  await runAction(prepared, chat, { usage, write, signal });
}

try {
  await run(parseArguments(process.argv.slice(2)));
  signal.throwIfAborted();
} catch (error) {
  const { endingOf } = await import("./ending-of.ts");
  const { exitCode, message } = endingOf(error, signal);
  process.exitCode = exitCode;
  process.stderr.write(message);
}
