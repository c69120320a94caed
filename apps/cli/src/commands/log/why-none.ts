import { loadConfig } from "@hexai/config";

import { whyNoneIsKept } from "../../conversation/is-kept.ts";
import type { CommandContext } from "../command.ts";

/** Why the list is empty, as the end of a sentence. The configuration is read for that alone, and may be wrong. */
export async function whyNoneIsListed({
  env,
  cwd,
}: Pick<CommandContext, "cwd" | "env">): Promise<string> {
  const loaded = await loadConfig({ env, cwd });
  return whyNoneIsKept(loaded.ok ? loaded.config.history : { enabled: true }, env) || " yet";
}
