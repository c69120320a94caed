type Environment = Readonly<Record<string, string | undefined>>;

/** Never asked through a proxy: a proxy means another machine by them. */
export const LOOPBACK: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

/** An environment variable that names a proxy. */
export interface ProxyVariable {
  readonly name: string;
  readonly value: string;
}

/** The variable of this name that is set and not blank; lower case wins, also when it is blank. */
export function proxyVariableOf(env: Environment, name: string): ProxyVariable | undefined {
  const set = [name.toLowerCase(), name].find((spelling) => env[spelling] !== undefined);
  const value = set === undefined ? "" : (env[set] ?? "").trim();
  return set === undefined || value === "" ? undefined : { name: set, value };
}

/** The variable whose proxy is in the way to `url`, unless `NO_PROXY` says otherwise. TLS goes through either. */
export function proxyVariableFor(url: string, env: Environment): ProxyVariable | undefined {
  const { protocol, hostname } = new URL(url);
  if (LOOPBACK.includes(hostname)) {
    return undefined;
  }
  const plain = proxyVariableOf(env, "HTTP_PROXY");
  return protocol === "https:" ? (proxyVariableOf(env, "HTTPS_PROXY") ?? plain) : plain;
}
