import { loadConfig } from "@hexai/config";
import { UserError } from "@hexai/process";
import * as stats from "@hexai/stats";
import { statusOptionsOf } from "@hexai/tmux-format";

import type { Terminal } from "../../output/terminal.ts";
import { hostSettingsOf } from "../../settings/host-settings-of.ts";
import { settingsOf } from "../../settings/settings-of.ts";
import type { StatsRequest } from "../cli-request.ts";
import type { Confirm } from "./reset-stats-command.ts";
import { statsCommand } from "./stats-command.ts";
import type { Screen } from "./watch/show-stats-watch.tsx";
import type { StatsWatchEvent } from "./watch/stats-watch-state.ts";

/** What `hexai stats` takes from the process. */
export interface StatsSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly terminal: Terminal;
  /** Absent: there is nobody to ask. */
  readonly confirm: () => Confirm | undefined;
  /** Absent: there is no terminal to draw on, or none to take keys from. */
  readonly screen: () => Screen | undefined;
}

/**
 * `hexai stats` from the command line on.
 *
 * @throws {UserError} When the configuration is wrong, or a terminal is missing.
 * @throws {StatsError} When the statistics cannot be read or reset.
 */
export async function showStats(
  request: StatsRequest,
  { env, cwd, terminal, confirm, screen }: StatsSurroundings,
): Promise<void> {
  const config = settingsOf(await loadConfig({ env, cwd, file: request.configFile }));
  stats.setWindow(config.stats.window_minutes * 60);
  // One by one: a namespace that is passed on brings along what nobody here needs.
  const store = { report: stats.report, reset: stats.reset, snapshot: stats.snapshot };
  switch (request.type) {
    case "stats": {
      const { name: provider = "openai" } = config.provider;
      const { model = "" } = hostSettingsOf(config, provider) ?? {};
      const statusLine = { provider, model, options: statusOptionsOf(env) };
      await statsCommand(request.format, store, statusLine, terminal);
      break;
    }
    case "stats-watch": {
      await watchStats(screen(), terminal);
      break;
    }
    case "stats-reset": {
      const { resetStatsCommand } = await import("./reset-stats-command.ts");
      await resetStatsCommand(request, store, confirm(), terminal);
    }
  }
}

async function watchStats(
  screen: Screen | undefined,
  { out: { isColorful }, signal }: Terminal,
): Promise<void> {
  if (screen === undefined) {
    throw new UserError(2, "hexai stats --watch needs a terminal; try hexai stats --json");
  }
  const path = stats.path();
  if (path === undefined) {
    throw new stats.StatsError("no-directory", "");
  }
  const { followFile } = await import("./watch/io/follow-file.ts");
  const { holdSignals } = await import("./watch/io/hold-signals.ts");
  const { listenForKeys } = await import("./watch/io/listen-for-keys.ts");
  const { showStatsWatch } = await import("./watch/show-stats-watch.tsx");
  const letGo = holdSignals();
  try {
    await showStatsWatch(screen, {
      follow: (look, onFailure) => followFile(path, look, onFailure),
      listen: (onKey) => listenForKeys(screen.stdin, onKey),
      read: readReport,
      isColorful,
      signal,
    });
  } finally {
    letGo();
  }
}

async function readReport(): Promise<StatsWatchEvent> {
  try {
    return { type: "report", report: await stats.report() };
  } catch (error) {
    if (!(error instanceof stats.StatsError)) {
      throw error;
    }
    return { type: "failure", message: error.message };
  }
}
