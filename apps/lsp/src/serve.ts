import { dirname } from "node:path";

import { type Config, defaultConfig } from "@hexai/config";
import { isSafeToKeepIn, onFirstSignal, workingDirectory } from "@hexai/process";
import type { UsageRecorder } from "@hexai/usage";

import { SYSTEM_CLOCK } from "./clock/io/system-clock.ts";
import { createLogFile } from "./log/io/log-file.ts";
import { createLog, type LogLevel, logPath } from "./log/log.ts";
import type { ServeRequest } from "./options.ts";
import { createStreamConnection } from "./protocol/stream-connection.ts";
import type { Models } from "./server-context.ts";
import { createSettingsSource } from "./settings/io/settings-source.ts";
import { startServer } from "./start-server.ts";

/** How long the end of the process waits for the last answers, statistics and log lines, in milliseconds. */
const LAST_WRITES_MS = 1_000;

/** The parts of the process that a server uses. */
type ServerProcess = Pick<
  NodeJS.Process,
  "cwd" | "env" | "exit" | "on" | "pid" | "stdin" | "stdout"
>;

export interface ServeOptions {
  readonly process: ServerProcess;
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Opens the models of the current configuration. Their clients report every Chat to the recorder. */
  readonly openModels: (config: () => Config, recorder: UsageRecorder) => Models;
  readonly openUsage: (config: () => Config, log: (line: string) => void) => UsageRecorder;
}

/** Serves the client at the other end of stdin and stdout, and ends the process after it. */
export function serve(
  request: ServeRequest,
  { process, version, now, openModels, openUsage }: ServeOptions,
): void {
  const { env } = process;
  let config = defaultConfig();
  const path = request.log ?? logPath(env);
  // A log that the user names is written wherever it is.
  const isSafe = path === undefined || path === request.log || isSafeToKeepIn(dirname(path));
  const logFile = path === undefined || !isSafe ? undefined : createLogFile(path);
  const log = createLog({
    write: (line) => logFile?.append(line),
    level: (): LogLevel => config.logging.level,
    now,
    pid: process.pid,
  });
  const source = createSettingsSource({
    env,
    cwd: workingDirectory,
    file: request.config,
    onApply(next) {
      config = next;
    },
  });
  const usage = openUsage(
    () => config,
    (line) => (isSafe ? log.info(line) : server.warn(line)),
  );

  let isEnding = false;
  const watchDog = {
    shutdownReceived: false,
    // Checking the client's process would take a timer, and its id may belong to another namespace. Its end closes the pipes.
    initialize: () => undefined,
    exit: end,
  };
  const { connection, written } = createStreamConnection(process.stdin, process.stdout, watchDog);

  function end(exitCode: number): void {
    if (!isEnding) {
      isEnding = true;
      void finish().then(() => process.exit(exitCode));
    }
  }
  async function finish(): Promise<void> {
    server.stop();
    const recorded = usage.settled().then(() => logFile?.flush());
    const timeout = new Promise((resolve) => setTimeout(resolve, LAST_WRITES_MS));
    await Promise.race([Promise.all([recorded, written()]), timeout]);
  }
  // A fault in one request must not end the others, and the library leaves some of its promises unhandled.
  process.on("unhandledRejection", (reason) => {
    log.error(reason instanceof Error ? (reason.stack ?? reason.message) : String(reason));
  });
  onFirstSignal("SIGHUP", () => end(129));
  onFirstSignal("SIGINT", () => end(130));
  onFirstSignal("SIGTERM", () => end(143));

  const server = startServer({
    connection,
    version,
    usage,
    log,
    source,
    clock: SYSTEM_CLOCK,
    async loadPrivacyFilter() {
      const { createPrivacyFilter } = await import("@hexai/privacy");
      return createPrivacyFilter({
        rules: () => config.ignore,
        folder: source.folder,
        now: () => SYSTEM_CLOCK.now(),
      });
    },
    models: openModels(() => config, usage),
  });
  if (!isSafe) {
    server.warn(
      `no log is kept, because ${dirname(path)} is not only yours; set XDG_STATE_HOME to a directory of your own`,
    );
  }
}
