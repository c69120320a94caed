import type { Config } from "../config.ts";
import type { ConfigOrigin } from "../describe/config-issue.ts";
import { isWebAddress } from "../schema/rules.ts";
import type { Environment } from "./environment-entries.ts";
import type { LoadedConfig, ValidConfig } from "./merge-entries.ts";

/** The providers whose address a shell may name in a variable that other programs read too. */
type ShellProvider = "openai" | "anthropic" | "ollama";

interface ShellVariable {
  readonly provider: ShellProvider;
  readonly variable: string;
  /** The variable of the key that belongs to this address. */
  readonly keyVariable: string;
  /** Converts the value to a `base_url`, or returns `undefined` when it is not an address. */
  readonly toBaseUrl: (text: string) => string | undefined;
}

const SHELL_VARIABLES: readonly ShellVariable[] = [
  {
    provider: "openai",
    variable: "OPENAI_BASE_URL",
    keyVariable: "OPENAI_API_KEY",
    toBaseUrl: openaiBaseUrl,
  },
  {
    provider: "anthropic",
    variable: "ANTHROPIC_BASE_URL",
    keyVariable: "ANTHROPIC_API_KEY",
    toBaseUrl: anthropicBaseUrl,
  },
  {
    provider: "ollama",
    variable: "OLLAMA_HOST",
    keyVariable: "OLLAMA_API_KEY",
    toBaseUrl: ollamaBaseUrl,
  },
];

/** An address of the shell that is not used, because the key is not the shell's. */
export interface IgnoredShellAddress {
  readonly provider: string;
  /** The variable that holds the address. */
  readonly variable: string;
  /** The variable of the key that the address goes with. */
  readonly keyVariable: string;
  /** The variable or the setting that the key comes from. */
  readonly keySource: string;
}

/**
 * Puts the addresses of `OPENAI_BASE_URL`, `ANTHROPIC_BASE_URL` and `OLLAMA_HOST` below all other settings. An address goes
 * with the shell's own key or with none: a gateway must not get a key that was meant for the provider itself, and the
 * provider must not get the gateway's. An address that is malformed is kept, so that asking the provider fails instead of
 * sending the gateway's key to the public host.
 */
export function withShellAddresses(loaded: LoadedConfig, env: Environment): LoadedConfig {
  if (!loaded.ok) {
    return loaded;
  }
  return SHELL_VARIABLES.reduce((valid: ValidConfig, row) => {
    const text = addressTextIn(env, row.variable);
    const isUsed =
      text !== undefined &&
      !hasOwnAddress(valid, row) &&
      foreignKeySource(valid, row, env) === undefined;
    return isUsed ? withAddress(valid, row, row.toBaseUrl(text) ?? text) : valid;
  }, loaded);
}

/** The addresses of the shell that are ignored because the key in use is not the shell's. */
export function ignoredShellAddresses(
  loaded: ValidConfig,
  env: Environment,
): readonly IgnoredShellAddress[] {
  return SHELL_VARIABLES.flatMap((row) => {
    const { provider, variable, keyVariable } = row;
    const keySource = foreignKeySource(loaded, row, env);
    const isIgnored = addressTextIn(env, variable) !== undefined && !hasOwnAddress(loaded, row);
    return isIgnored && keySource !== undefined
      ? [{ provider, variable, keyVariable, keySource }]
      : [];
  });
}

function withAddress(
  { config, origins }: ValidConfig,
  { provider, variable }: ShellVariable,
  baseUrl: string,
): ValidConfig {
  const host = { ...config[provider], base_url: baseUrl, base_url_variable: variable };
  const origin: ConfigOrigin = { type: "environment", variable };
  return {
    ok: true,
    config: { ...config, [provider]: host } satisfies Config,
    origins: new Map([...origins, [`${provider}.base_url`, origin]]),
  };
}

/** Whether Hexai's own settings name the address of the provider. */
function hasOwnAddress({ config, origins }: ValidConfig, { provider }: ShellVariable): boolean {
  return origins.has(`${provider}.base_url`) && config[provider].base_url_variable === undefined;
}

/** Where the key comes from when it is not the shell's own: keys are looked for in this order. */
function foreignKeySource(
  { config }: ValidConfig,
  { provider, keyVariable }: ShellVariable,
  env: Environment,
): string | undefined {
  const own = `HEXAI_${keyVariable}`;
  if (textIn(env, own) !== undefined) {
    return own;
  }
  const isCommandUsed =
    textIn(env, keyVariable) === undefined && config[provider].api_key_command !== undefined;
  return isCommandUsed ? `${provider}.api_key_command` : undefined;
}

function textIn(env: Environment, variable: string): string | undefined {
  return env[variable]?.trim() || undefined;
}

/** Files of variables are often read with their quotation marks, which Ollama leaves out too. */
function addressTextIn(env: Environment, variable: string): string | undefined {
  const text = textIn(env, variable) ?? "";
  const [, , quoted = text] = /^(["'])(.*)\1$/u.exec(text) ?? [];
  return quoted.trim() || undefined;
}

/** Adds `/v1` unless some part of the path is a version: gateways have paths such as `/v1/NAME/openai` and `/v1beta/openai`. */
function openaiBaseUrl(text: string): string | undefined {
  const address = addressIn(text);
  return address === undefined || /\/v\d+\w*(?:\/|$)/u.test(new URL(address).pathname)
    ? address
    : `${address}/v1`;
}

/** Adds `/v1` at the end, because this variable goes without it and Anthropic's library adds it. */
function anthropicBaseUrl(text: string): string | undefined {
  const address = addressIn(text);
  return address === undefined || address.endsWith("/v1") ? address : `${address}/v1`;
}

const OLLAMA_PORT = "11434";
/** What a server listens at to be reached from everywhere; a client means this machine by them. */
const EVERY_ADDRESS: ReadonlyMap<string, string> = new Map([
  ["", "localhost"],
  ["0.0.0.0", "127.0.0.1"],
  ["::", "localhost"],
]);

/** Reads `HOST`, `HOST:PORT`, `:PORT` or a URL as Ollama does: the port is 11434 unless there is a scheme. */
function ollamaBaseUrl(text: string): string | undefined {
  const parts = /^(?:(https?):\/\/)?([^/?#@]*)(\/[^?#]*)?$/iu.exec(text);
  const [, scheme, authority = "", path = ""] = parts ?? [];
  const isBareIpv6 = /^[\da-f]*:[\da-f]*:[\da-f:.]*$/iu.test(authority);
  const [, name, port] = isBareIpv6
    ? [authority, authority, undefined]
    : (/^(.*?)(?::(\d*))?$/u.exec(authority) ?? []);
  if (parts === null || name === undefined || (authority === "" && scheme !== undefined)) {
    return undefined;
  }
  const bare = name.replace(/^\[(.*)\]$/u, "$1");
  const host = EVERY_ADDRESS.get(bare) ?? (bare.includes(":") ? `[${bare}]` : bare);
  const usualPort = scheme === undefined ? `:${OLLAMA_PORT}` : "";
  return addressIn(`${scheme ?? "http"}://${host}${port ? `:${port}` : usualPort}${path}`);
}

/** The address without white space and slashes at its end, or `undefined` when no `base_url` could have it. */
function addressIn(text: string): string | undefined {
  return isWebAddress(text) ? text.replace(/\/+$/u, "") : undefined;
}
