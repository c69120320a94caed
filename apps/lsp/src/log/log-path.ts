type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where the log goes: `$XDG_STATE_HOME/hexai/hexai-lsp.log`, else below `~/.local/state`. An empty, blank or
 * relative `XDG_STATE_HOME` counts as unset, as the XDG specification says. `undefined` without a home.
 */
export function logPathOf(env: Environment): string | undefined {
  const { XDG_STATE_HOME: stateHome = "", HOME: home = "" } = env;
  if (stateHome.startsWith("/")) {
    return `${stateHome}/hexai/hexai-lsp.log`;
  }
  return home.startsWith("/") ? `${home}/.local/state/hexai/hexai-lsp.log` : undefined;
}
