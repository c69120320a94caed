import { type Config, defaultConfig, formatConfigIssue, loadConfig } from "@hexai/config";
import type { UserError } from "@hexai/process";
import { path, report, setWindow } from "@hexai/stats";
import { sanitizeText } from "@hexai/terminal/text";
import { statusOptionsOf } from "@hexai/tmux-format";

import { providerSettings } from "../../settings/provider-settings.ts";
import { requireValidConfig } from "../../settings/require-valid-config.ts";
import type { CommandContext } from "../command.ts";
import { checkBudget } from "./budget-line.ts";
import type { ShowRequest, StatsRequest } from "./command.ts";
import { formatStats, harmlessOn, type StatsSettings } from "./format-stats.ts";
import { confirmOnTerminal } from "./io/confirm.ts";
import { userName } from "./io/user-name.ts";
import { readPricedReport } from "./priced-report.ts";

/**
 * `hexai stats` from the command line on.
 *
 * @returns False when the budget is exceeded and that was asked for.
 * @throws {UserError} When the configuration is wrong, or a terminal is missing.
 * @throws {StatsError} When the statistics cannot be read or reset.
 */
export async function runStats(
  request: StatsRequest,
  context: CommandContext,
): Promise<boolean | void> {
  const { terminal } = context;
  const config = await loadSettings(request, context);
  setWindow(config.stats.window_minutes * 60);
  switch (request.type) {
    case "show": {
      return show(request, config, context);
    }
    case "watch": {
      const { watchStats } = await import("./watch/io/watch-stats.ts");
      await watchStats(terminal, () => readPricedReport({ report }, config.prices, request.by));
      break;
    }
    case "reset": {
      const { resetOwnStats } = await import("./reset-stats.ts");
      await resetOwnStats(request, confirmOnTerminal(terminal), terminal);
    }
  }
}

async function show(
  { format, by, output, isFollowing }: ShowRequest,
  config: Config,
  { env, terminal }: CommandContext,
): Promise<boolean> {
  const { out, signal } = terminal;
  const settings = settingsOf(config, env, out.isTerminal && !output ? out.columns() : Infinity);
  const read = () => readPricedReport({ report }, config.prices, by);
  const write = async (text: string): Promise<void> => {
    if (output === undefined) {
      out.write(harmlessOn(out.isTerminal, text));
      return;
    }
    const { writeOutput } = await import("./io/write-output.ts");
    await writeOutput(output, text);
  };
  if (isFollowing) {
    const { followStats } = await import("./io/follow-stats.ts");
    const isPiped = output === undefined;
    // A bar keeps its last line until there is another one, so that an empty one hides what would stay for hours.
    const nothing = isPiped ? "\n" : "";
    const render = async () => formatStats(format, await read(), settings) || nothing;
    const onFailure = ({ message }: UserError): void => {
      terminal.err.write(`hexai: ${sanitizeText(message)}\n`);
    };
    await followStats({ path: path(), render, write, onFailure, isPiped, signal });
    return true;
  }
  const shown = await read();
  await write(formatStats(format, shown, settings));
  return format !== "check" || !checkBudget(shown, settings.budgetUsd).isExceeded;
}

function settingsOf(config: Config, env: CommandContext["env"], columns: number): StatsSettings {
  const { name: provider = "openai" } = config.provider;
  const { model = "" } = providerSettings(config, provider) ?? {};
  const { show: shown, budget_usd: budgetUsd } = config.stats;
  return {
    provider,
    model,
    status: statusOptionsOf(env),
    show: shown,
    budgetUsd,
    columns,
    user: userName,
  };
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
