import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import {
  type ChatClient,
  type CompletionClient,
  type FinishedChat,
  withCompletionUsage,
  withUsage,
} from "@hexai/chat";
import {
  type Config,
  configPaths,
  type ConfigPathsOptions,
  defaultConfig,
  loadConfig,
} from "@hexai/config";

import { SYSTEM_CLOCK } from "../clock/io/system-clock.ts";
import { createLogFile } from "../log/io/log-file.ts";
import { logPathOf } from "../log/log-path.ts";
import { createLog, type Log, type LogLevel } from "../log/log.ts";
import type { LspRequest } from "../parse-arguments.ts";
import { createStreamConnection } from "../protocol/stream-connection.ts";
import type { Models } from "../server-context.ts";
import { stampOf } from "../settings/io/fingerprint.ts";
import { startServer } from "../start-server.ts";
import { createLazyUsage } from "../usage/lazy-usage.ts";
import type { UsageRecorder } from "../usage/record-usage.ts";

/** How long the end may wait for what is still to be written, in milliseconds. */
const LAST_WRITES_MS = 1_000;

export interface ServeSurroundings {
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Opens the models of the configuration as it then is. What is made for them is to be counted. */
  readonly openModels: (config: () => Config, counted: Counted) => Models;
}

/** Clients whose successes go into the statistics. */
interface Counted {
  readonly chat: (client: ChatClient) => ChatClient;
  readonly completion: (client: CompletionClient) => CompletionClient;
}

/** Serves the client at the other end of stdin and stdout, and ends the process after it. */
export function serve(
  request: LspRequest & { readonly type: "serve" },
  { version, now, openModels }: ServeSurroundings,
): void {
  const { env } = process;
  let config = defaultConfig();
  let folder: string | undefined;
  const logPath = request.log ?? logPathOf(env);
  const logFile = logPath === undefined ? undefined : createLogFile(logPath);
  const log = createLog({
    write: (line) => logFile?.append(line),
    level: (): LogLevel => config.logging.level,
    now,
    pid: process.pid,
  });
  const usage = createLazyUsage(() => openUsage(() => config, log));
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
      },
    },
    async loadPrivacyFilter() {
      const { createPrivacyFilter } = await import("@hexai/privacy");
      return createPrivacyFilter({
        rules: () => config.ignore,
        folder: () => folder,
        now: () => SYSTEM_CLOCK.now(),
      });
    },
    models: openModels(() => config, {
      chat: (client) => withUsage(client, record),
      completion: (client) => withCompletionUsage(client, record),
    }),
  });
}

async function openUsage(config: () => Config, log: Log): Promise<UsageRecorder> {
  const { env } = process;
  const [stats, { createTmuxStatus }, { statusOptionsOf }, { createUsageRecorder }] =
    await Promise.all([
      import("@hexai/stats"),
      import("@hexai/tmux"),
      import("@hexai/tmux-format"),
      import("../usage/record-usage.ts"),
    ]);
  const { enabled, ...statusOptions } = statusOptionsOf(env);
  const tmux = createTmuxStatus({ env, enabled });
  const store = (): typeof stats => {
    stats.setWindow(config().stats.window_minutes * 60);
    return stats;
  };
  const recorder = createUsageRecorder({
    stats: {
      update: (...event) => store().update(...event),
      snapshot: () => store().snapshot(),
    },
    isCounting: () => config().stats.enabled,
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
}

function folderPathOf(uri = ""): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined; // a folder that is not on this machine has no project file that could be read
  }
}
