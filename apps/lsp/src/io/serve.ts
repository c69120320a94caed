import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import {
  type Config,
  configPaths,
  type ConfigPathsOptions,
  defaultConfig,
  loadConfig,
} from "@hexai/config";
import type { UsageRecorder } from "@hexai/usage";

import { SYSTEM_CLOCK } from "../clock/io/system-clock.ts";
import { createLogFile } from "../log/io/log-file.ts";
import { logPathOf } from "../log/log-path.ts";
import { createLog, type LogLevel } from "../log/log.ts";
import type { LspRequest } from "../parse-arguments.ts";
import { createStreamConnection } from "../protocol/stream-connection.ts";
import type { Models } from "../server-context.ts";
import { stampOf } from "../settings/io/fingerprint.ts";
import { startServer } from "../start-server.ts";

/** How long the end may wait for what is still to be written, in milliseconds. */
const LAST_WRITES_MS = 1_000;

export interface ServeSurroundings {
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Opens the models of the configuration as it then is; the recorder counts their requests. */
  readonly openModels: (config: () => Config, recorder: UsageRecorder) => Models;
  readonly openUsage: (config: () => Config, log: (line: string) => void) => UsageRecorder;
}

/** Serves the client at the other end of stdin and stdout, and ends the process after it. */
export function serve(
  request: LspRequest & { readonly type: "serve" },
  { version, now, openModels, openUsage }: ServeSurroundings,
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
  const usage = openUsage(
    () => config,
    (line) => log.info(line),
  );

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
    models: openModels(() => config, usage),
  });
}

function folderPathOf(uri = ""): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined; // a folder that is not on this machine has no project file that could be read
  }
}
