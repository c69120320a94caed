import { type Config, loadConfig } from "@hexai/config";

import type { Target } from "../../settings/configured-targets.ts";
import type { CommandContext } from "../command.ts";
import { checkConfig } from "./check-config.ts";
import type { ConfigRequest } from "./command.ts";
import { editConfig } from "./edit-config.ts";
import { showConfig, showConfigPaths } from "./show-config.ts";

/**
 * `hexai config` from the command line on.
 *
 * @returns Whether everything is right. What is not right was written.
 * @throws {UserError} When there is no place for a configuration, or it cannot be edited or shown.
 */
export async function runConfig(
  { verb, isOnline, configFile: file }: ConfigRequest,
  { env, cwd, terminal, editor, providers }: CommandContext,
): Promise<boolean> {
  const options = { env, cwd, file };
  if (verb === "path") {
    showConfigPaths(options, terminal);
    return true;
  }
  if (verb === "edit") {
    await editConfig(options, editor);
  }
  const loaded = await loadConfig(options);
  if (verb === "show") {
    showConfig(loaded, env, terminal);
    return true;
  }
  if (!isOnline || !loaded.ok) {
    return checkConfig(loaded, undefined, terminal);
  }
  const { config } = loaded;
  const online = {
    env,
    createClient: (_: Config, target: Target) =>
      providers.createClient(config, target, { attempts: 1 }),
  };
  try {
    return await checkConfig(loaded, online, terminal);
  } finally {
    await providers.usage(config).settled();
  }
}
