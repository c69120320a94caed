import type { ChatClient } from "@hexai/chat";
import { type Config, loadConfig } from "@hexai/config";

import type { Terminal } from "../../output/terminal.ts";
import type { Target } from "../../settings/configured-targets.ts";
import type { ConfigRequest } from "../cli-request.ts";
import { checkConfigCommand } from "./check-config-command.ts";
import { type EditFile, editConfigCommand } from "./edit-config-command.ts";
import { showConfigCommand } from "./show-config-command.ts";
import { showConfigPathsCommand } from "./show-config-paths-command.ts";

/** What `hexai config` takes from the process. */
export interface ConfigSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly terminal: Terminal;
  /** Lets a person edit a file. Absent: there is no terminal. */
  readonly editFile: EditFile | undefined;
  readonly createClient: (config: Config, target: Target) => Promise<ChatClient>;
}

/**
 * `hexai config` from the command line on.
 *
 * @returns Whether everything is right. What is not was written.
 * @throws {UserError} When there is no place for a configuration, or it cannot be edited or shown.
 */
export async function runConfig(
  { verb, isOnline, configFile: file }: ConfigRequest,
  { env, cwd, terminal, editFile, createClient }: ConfigSurroundings,
): Promise<boolean> {
  const places = { env, cwd, file };
  if (verb === "path") {
    showConfigPathsCommand(places, terminal);
    return true;
  }
  if (verb === "edit") {
    await editConfigCommand(places, editFile);
  }
  const loaded = await loadConfig(places);
  if (verb === "show") {
    showConfigCommand(loaded, env, terminal);
    return true;
  }
  const online = { env, createClient };
  return checkConfigCommand(loaded, isOnline ? online : undefined, terminal);
}
