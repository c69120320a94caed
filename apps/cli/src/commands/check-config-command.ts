import type { ChatClient } from "@hexai/chat";
import { type Config, formatConfigIssue, type LoadedConfig } from "@hexai/config";

import { configuredTargets, type Target } from "../configured-targets.ts";
import { harmlessText } from "../harmless-text.ts";
import type { Terminal } from "../terminal.ts";
import { checkOnline } from "./check-online.ts";

/** What it takes to ask the providers. */
export interface OnlineCheck {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly createClient: (config: Config, target: Target) => Promise<ChatClient>;
}

/**
 * `hexai config check`: a line for every mistake as `FILE:LINE: …`, or that there is none. With `online`, every
 * configured provider is asked for one token, and there is a line for each.
 *
 * @returns Whether everything is right.
 */
export async function checkConfigCommand(
  loaded: LoadedConfig,
  online: OnlineCheck | undefined,
  { out, signal }: Pick<Terminal, "out" | "signal">,
): Promise<boolean> {
  const writeLine = (line: string): unknown =>
    out.write(`${out.isTerminal ? harmlessText(line) : line}\n`);
  if (!loaded.ok) {
    loaded.issues.map(formatConfigIssue).forEach(writeLine);
    return false;
  }
  writeLine("The configuration is ok.");
  if (online === undefined) {
    return true;
  }
  const { config } = loaded;
  const createClient = (target: Target): Promise<ChatClient> => online.createClient(config, target);
  const checks = configuredTargets(config, online.env).map((target) =>
    checkOnline(target, createClient, signal),
  );
  const results = await Promise.all(checks);
  for (const { text } of results) {
    writeLine(text);
  }
  return results.every(({ ok }) => ok);
}
