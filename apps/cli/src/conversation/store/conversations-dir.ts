import { isAbsolute, join } from "node:path";

/**
 * Where conversations are kept: `$XDG_STATE_HOME/hexai/conversations`, else below `~/.local/state`. An empty or relative
 * `XDG_STATE_HOME` counts as unset, as the XDG specification says. `undefined` without a home directory.
 */
export function conversationsDir(
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const { XDG_STATE_HOME: stateHome = "", HOME: home = "" } = env;
  if (isAbsolute(stateHome)) {
    return join(stateHome, "hexai", "conversations");
  }
  return isAbsolute(home) ? join(home, ".local", "state", "hexai", "conversations") : undefined;
}
