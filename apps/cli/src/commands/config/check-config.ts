import type { ChatClient } from "@hexai/chat";
import { type Config, formatConfigIssue, type LoadedConfig } from "@hexai/config";
import { sanitizeName } from "@hexai/terminal/text";

import type { Terminal } from "../../output/terminal.ts";
import { configuredTargets, type Target } from "../../settings/configured-targets.ts";
import { checkOnline, formatOnlineResults } from "./check-online.ts";

/** How the providers are asked. */
export interface OnlineCheck {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly createClient: (config: Config, target: Target) => Promise<ChatClient>;
}

/**
 * `hexai config check`: a line for every mistake as `FILE:LINE: …`, or that there is none. With `online`, every
 * configured model is asked for one token first, and there is a line for the answers and failures of each provider.
 *
 * @returns Whether everything is right.
 */
export async function checkConfig(
  loaded: LoadedConfig,
  online: OnlineCheck | undefined,
  { out, signal }: Pick<Terminal, "out" | "signal">,
): Promise<boolean> {
  const writeLine = (line: string): unknown => out.write(`${sanitizeName(line)}\n`);
  if (!loaded.ok) {
    loaded.issues.map(formatConfigIssue).forEach(writeLine);
    return false;
  }
  loaded.leftOut?.map(formatConfigIssue).forEach(writeLine);
  if (online === undefined) {
    writeLine(ALL_IS_WELL);
    return true;
  }
  const { config } = loaded;
  const createClient = (target: Target): Promise<ChatClient> => online.createClient(config, target);
  const checks = configuredTargets(loaded, online.env).map((target) =>
    checkOnline(target, createClient, signal),
  );
  const results = await Promise.all(checks);
  formatOnlineResults(results).forEach(writeLine);
  const isRight = results.every(({ ok }) => ok);
  writeLine(
    isRight ? ALL_IS_WELL : "The configuration has no mistakes, but not all of it can be asked.",
  );
  return isRight;
}

const ALL_IS_WELL = "The configuration is ok.";
