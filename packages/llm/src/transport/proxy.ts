import { isExempt, isThisMachine } from "./no-proxy.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** The proxy that a variable names. */
export interface Proxy {
  /** The variable, in the spelling in which it is set. */
  readonly variable: string;
  /** Undefined when the variable does not hold a usable address. */
  readonly address?: ProxyAddress | undefined;
}

export interface ProxyAddress {
  /** With `socks5` the host's name is resolved here, with `socks5h` by the proxy. */
  readonly scheme: "http" | "https" | "socks5" | "socks5h";
  /** A name or an IP address, without brackets. */
  readonly host: string;
  readonly port: number;
  readonly login?: ProxyLogin | undefined;
}

interface ProxyLogin {
  readonly user: string;
  readonly password: string;
}

/**
 * The proxy for requests to `url`, undefined for none. Like curl, it reads the variable of the scheme, then `ALL_PROXY`; the
 * lower-case spelling wins. `HTTP_PROXY` alone serves `https` too. Requests to this machine never use a proxy.
 */
export function proxyFor(url: string, env: Environment): Proxy | undefined {
  const { protocol, hostname, port } = new URL(url);
  const isTls = protocol === "https:";
  if (isThisMachine(hostname)) {
    return undefined;
  }
  const names = isTls ? ["https_proxy", "all_proxy", "http_proxy"] : ["http_proxy", "all_proxy"];
  const found = names.map((name) => variableOf(env, name)).find(({ value }) => value !== "");
  const host = { name: hostname, port: port === "" ? (isTls ? 443 : 80) : Number(port) };
  if (found === undefined || isExempt(host, variableOf(env, "no_proxy").value)) {
    return undefined;
  }
  return { variable: found.name, address: parseProxy(found.value) };
}

/** What follows "through" in a sentence about requests to `url`, or undefined when they go through no proxy. */
export function describeProxyFor(url: string, env: Environment): string | undefined {
  const proxy = proxyFor(url, env);
  return proxy === undefined ? undefined : describeProxy(proxy);
}

/**
 * Whether requests to `url` go to the proxy itself, in the absolute form, so that it can answer in place of the host. Behind a
 * tunnel with TLS only the host can.
 */
export function isForwarded(url: string, { address }: Proxy): boolean {
  return url.startsWith("http:") && address?.scheme.startsWith("http") === true;
}

/** What follows "through" in a message. The login is not shown. */
export function describeProxy({ variable, address }: Proxy): string {
  if (address === undefined) {
    return `the proxy in ${variable}`;
  }
  const { host, port } = address;
  return `the proxy ${host.includes(":") ? `[${host}]` : host}:${port} in ${variable}`;
}

interface Variable {
  readonly name: string;
  readonly value: string;
}

/** The lower-case variable wins when it is set, also when it is blank, because a blank value switches a proxy off. */
function variableOf(env: Environment, name: string): Variable {
  const upper = name.toUpperCase();
  const set = env[name] === undefined ? upper : name;
  return { name: set, value: (env[set] ?? "").trim() };
}

const SCHEMES: ReadonlyMap<string, Pick<ProxyAddress, "scheme" | "port">> = new Map([
  ["http", { scheme: "http", port: 80 }],
  ["https", { scheme: "https", port: 443 }],
  ["socks5", { scheme: "socks5", port: 1080 }],
  ["socks5h", { scheme: "socks5h", port: 1080 }],
  ["socks", { scheme: "socks5h", port: 1080 }], // GNOME's spelling
]);

const AUTHORITY =
  /^(?:(?<login>.*)@)?(?<host>\[[0-9a-f:.%]+\]|[\p{L}\p{N}._-]+)(?::(?<port>\d{1,5}))?$/iu;

/** Ignores what follows the port. Characters of the login may be percent-encoded or not, including `/` and `%`. */
function parseProxy(text: string): ProxyAddress | undefined {
  if (/^[a-z][a-z0-9+.-]*:\/(?!\/)/iu.test(text)) {
    return undefined; // `http:/host`, which would be read as a host named "http"
  }
  const [, scheme = "http", rest = ""] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/iu.exec(text) ?? [];
  const defaults = SCHEMES.get(scheme.toLowerCase());
  const end = rest.search(/[/?#]/u);
  const parts =
    AUTHORITY.exec(end === -1 ? rest : rest.slice(0, end)) ??
    AUTHORITY.exec(rest.replace(/(@[^@/?#]*)[/?#][^@]*$/u, "$1"));
  if (defaults === undefined || parts?.groups === undefined) {
    return undefined;
  }
  const { login, host: name = "", port = String(defaults.port) } = parts.groups;
  const host = URL.canParse(`http://${name}`) ? new URL(`http://${name}`).hostname : "";
  const number = Number(port);
  if (host === "" || number < 1 || number > 65_535) {
    return undefined;
  }
  return {
    scheme: defaults.scheme,
    host: host.replaceAll(/[[\]]/gu, ""),
    port: number,
    login: login === undefined ? undefined : parseLogin(login),
  };
}

function parseLogin(login: string): ProxyLogin {
  const colon = login.indexOf(":");
  const [user, password] =
    colon === -1 ? [login, ""] : [login.slice(0, colon), login.slice(colon + 1)];
  return { user: unescaped(user), password: unescaped(password) };
}

/** Decodes percent-encoding; a `%` that is not part of a valid sequence stays. */
function unescaped(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/giu, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes; // not UTF-8, so the text may be meant literally
    }
  });
}
