import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import type { FinishedChat } from "@hexai/chat";
import type { ConfigPathsOptions } from "@hexai/config";

import packageJson from "../package.json" with { type: "json" };
import type { LogLevel } from "./log.ts";
import { type LspRequest, parseArguments, USAGE } from "./parse-arguments.ts";

// Everything heavy is imported where it is used: `hexai-lsp --version` must not load a server.

const { version } = packageJson;

/** How long the end may wait for what is still to be written, in milliseconds. */
const LAST_WRITES_MS = 1_000;

async function run(request: LspRequest): Promise<void> {
  switch (request.type) {
    case "help": {
      process.stdout.write(USAGE);
      break;
    }
    case "version": {
      process.stdout.write(`hexai-lsp ${version}\n`);
      break;
    }
    case "mistake": {
      process.stderr.write(`hexai-lsp: ${request.message}\n`);
      process.exitCode = 2;
      break;
    }
    case "serve": {
      if (process.stdin.isTTY) {
        process.stderr.write(`hexai-lsp: this is a terminal and no editor\n\n${USAGE}`);
        process.exitCode = 2;
        break;
      }
      await serve(request);
    }
  }
}

async function serve(request: LspRequest & { type: "serve" }): Promise<void> {
  const { env } = process;
  const { keepCompiledCode } = await import("@hexai/program");
  keepCompiledCode({ env, program: "hexai-lsp", bundle: import.meta.dirname });
  const [
    { withCompletionUsage, withUsage },
    { configPaths, defaultConfig, loadConfig },
    { createLazyGate },
    { keepHeapSmall },
    { createLogFile },
    { stampOf },
    { SYSTEM_CLOCK },
    { createLog },
    { createLazyUsage },
    { logPathOf },
    { startServer },
    { createStreamConnection },
  ] = await Promise.all([
    import("@hexai/chat"),
    import("@hexai/config"),
    import("./gate/lazy-gate.ts"),
    import("./io/keep-heap-small.ts"),
    import("./io/log-file.ts"),
    import("./io/stamp-of.ts"),
    import("./io/system-clock.ts"),
    import("./log.ts"),
    import("./lazy-usage.ts"),
    import("./log-path-of.ts"),
    import("./start-server.ts"),
    import("./stream-connection.ts"),
  ]);

  keepHeapSmall();
  let config = defaultConfig();
  let folder: string | undefined;
  const logPath = request.log ?? logPathOf(env);
  const logFile = logPath === undefined ? undefined : createLogFile(logPath);
  const log = createLog({
    write: (line) => logFile?.append(line),
    level: (): LogLevel => config.logging.level,
    now: Date.now,
    pid: process.pid,
  });
  let setWindow: ((seconds: number) => void) | undefined;
  const usage = createLazyUsage(async () => {
    const [stats, { createTmuxStatus }, { statusOptionsOf }, { createUsageRecorder }] =
      await Promise.all([
        import("@hexai/stats"),
        import("@hexai/tmux"),
        import("@hexai/tmux-format"),
        import("./record-usage.ts"),
      ]);
    ({ setWindow } = stats);
    setWindow(config.stats.window_minutes * 60);
    const { enabled, ...statusOptions } = statusOptionsOf(env);
    const tmux = createTmuxStatus({ env, enabled });
    const recorder = createUsageRecorder({
      stats,
      isCounting: () => config.stats.enabled,
      tmux,
      statusOptions,
      log,
      clock: SYSTEM_CLOCK,
    });
    return {
      ...recorder,
      async settled() {
        await recorder.settled();
        await tmux.flush();
      },
    };
  });

  const record = (finished: FinishedChat): void => usage.record(finished);
  let isEnding = false;
  const watchDog = {
    shutdownReceived: false,
    // To look after the client's process would take a timer, and its number may mean nothing here. Its end closes the pipes.
    initialize: () => undefined,
    exit: end,
  };
  const { connection, written } = createStreamConnection(process.stdin, process.stdout, watchDog);

  function placeOfConfig(): ConfigPathsOptions {
    return { env, cwd: folder ?? process.cwd(), file: request.config };
  }
  function end(exitCode: number): void {
    if (!isEnding) {
      isEnding = true;
      void finish().then(() => process.exit(exitCode));
    }
  }
  async function finish(): Promise<void> {
    server.stop();
    const recorded = usage.settled().then(() => logFile?.flush());
    await Promise.race([Promise.all([recorded, written()]), delay(LAST_WRITES_MS)]);
  }
  // A fault in one request must not take the others with it, and the library drops promises of its own.
  process.on("unhandledRejection", (reason) => {
    log.error(reason instanceof Error ? (reason.stack ?? reason.message) : String(reason));
  });
  process.once("SIGHUP", () => end(129));
  process.once("SIGINT", () => end(130));
  process.once("SIGTERM", () => end(143));

  const server = startServer({
    connection,
    version,
    usage,
    log,
    clock: SYSTEM_CLOCK,
    source: {
      open(folderUri) {
        folder = folderPathOf(folderUri);
      },
      read: (editor) => loadConfig({ ...placeOfConfig(), editor }),
      files: () => Object.values(configPaths(placeOfConfig())).map(({ path }) => path),
      stamp: () => stampOf(Object.values(configPaths(placeOfConfig())).map(({ path }) => path)),
      use(next) {
        config = next;
        setWindow?.(config.stats.window_minutes * 60);
      },
    },
    gate: createLazyGate(async () => {
      const [{ createDocumentGate }, { createGateFiles }] = await Promise.all([
        import("./gate/create-document-gate.ts"),
        import("./io/gate-files.ts"),
      ]);
      return createDocumentGate({
        files: createGateFiles(),
        settings: () => config.ignore,
        folder: () => folder,
        now: () => SYSTEM_CLOCK.now(),
      });
    }),
    models: {
      async chat(surface) {
        const { createSurfaceClient } = await import("@hexai/llm");
        return createSurfaceClient(config, config.models[surface], { env, fetch }, (client) =>
          withUsage(client, record),
        );
      },
      async completers() {
        const { createClient, createCompletionClient } = await import("@hexai/llm");
        const { completion } = config.models;
        const targets = completion.length === 0 ? [undefined] : completion;
        return Promise.all(
          targets.map(async (target) => {
            const native = await createCompletionClient(config, target, { env, fetch });
            const chat = await createClient(config, target, { env, fetch });
            return {
              provider: chat.provider,
              model: chat.model,
              native: withCompletionUsage(native, record),
              chat: withUsage(chat, record),
            };
          }),
        );
      },
    },
  });
}

function folderPathOf(uri = ""): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined; // a folder that is not on this machine has no project file that could be read
  }
}

void run(parseArguments(process.argv.slice(2)));
