import { type Config, defaultConfig, formatConfigIssue, loadConfig } from "@hexai/config";
import * as stats from "@hexai/stats";
import { statusOptionsOf } from "@hexai/tmux-format";

import { providerSettings } from "../../settings/provider-settings.ts";
import { requireValidConfig } from "../../settings/require-valid-config.ts";
import type { CommandContext } from "../command.ts";
import type { StatsRequest } from "./command.ts";
import { confirmOnTerminal } from "./io/confirm.ts";
import { showStats } from "./show-stats.ts";

/**
 * `hexai stats` from the command line on.
 *
 * @throws {UserError} When the configuration is wrong, or a terminal is missing.
 * @throws {StatsError} When the statistics cannot be read or reset.
 */
export async function runStats(request: StatsRequest, context: CommandContext): Promise<void> {
  const { env, terminal } = context;
  const config = await loadSettings(request, context);
  stats.setWindow(config.stats.window_minutes * 60);
  // Pick the functions: passing the namespace would defeat tree shaking.
  const store = { report: stats.report, reset: stats.reset, snapshot: stats.snapshot };
  switch (request.type) {
    case "show": {
      const { name: provider = "openai" } = config.provider;
      const { model = "" } = providerSettings(config, provider) ?? {};
      const statusLine = { provider, model, options: statusOptionsOf(env) };
      await showStats(request.format, store, statusLine, terminal);
      break;
    }
    case "watch": {
      const { watchStats } = await import("./watch/io/watch-stats.ts");
      await watchStats(terminal);
      break;
    }
    case "reset": {
      const { resetStats } = await import("./reset-stats.ts");
      await resetStats(request, store, confirmOnTerminal(terminal), terminal);
    }
  }
}

/** Ignores a configuration that another user may have written, because the statistics can be shown without it. */
async function loadSettings(
  { configFile: file }: StatsRequest,
  { env, cwd, terminal }: CommandContext,
): Promise<Config> {
  const loaded = await loadConfig({ env, cwd, file });
  const refused = loaded.ok ? undefined : loaded.issues.find(({ isRefused }) => isRefused === true);
  if (refused !== undefined) {
    terminal.err.write(`hexai: ${formatConfigIssue(refused)}\n`);
    return defaultConfig();
  }
  return requireValidConfig(loaded).config;
}
