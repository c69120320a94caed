import { ChatError } from "@hexai/chat";
import { type Config, ignoredShellAddresses, type ValidConfig } from "@hexai/config";

import { configuredTargets, type Target } from "../../../settings/configured-targets.ts";
import { providerSettings } from "../../../settings/provider-settings.ts";
import { fail, type Finding, ok, warn } from "../check.ts";
import { type Surface, listSurfaces } from "./surfaces.ts";

/** How providers are examined. */
export interface ProviderProbe {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Resolves a target to its provider and model, and looks up the key. @throws {ChatError} When it cannot be asked. */
  readonly resolve: (target: Target) => Promise<ResolvedTarget>;
  /** Asks for the list of models, which costs nothing; undefined with `--offline`. @throws {ChatError} When there is none. */
  readonly listModels:
    | ((
        provider: string,
        signal: AbortSignal,
        /** Asked in place of the configured address. */
        baseUrl?: string,
      ) => Promise<readonly string[]>)
    | undefined;
  /** Describes the proxy on the way to an address; undefined for none. */
  readonly describeProxy: (url: string) => Promise<string | undefined>;
}

/** One model behind one provider. */
interface ResolvedTarget {
  readonly provider: string;
  readonly model: string;
}

/** Who is asked where, and whether each of them can be reached with its key. */
export async function checkProviders(
  loaded: ValidConfig,
  probe: ProviderProbe,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const { config } = loaded;
  const { env, resolve, listModels } = probe;
  const surfaces = await Promise.all(
    listSurfaces(config).map((surface) => surfaceFindings(surface, resolve)),
  );
  const resolved = await Promise.all(
    configuredTargets(loaded, env).map((target) => resolve(target).catch(ignoreRefusal)),
  );
  const models = modelsByProvider(resolved.filter((target) => target !== undefined));
  const hosts = await Promise.all(
    [...models].map(([provider, names]) => describeHost(provider, names, config, probe)),
  );
  const known = [
    ...surfaces.flat(),
    ...hosts.flatMap(addressFindings),
    ...ignoredShellAddresses(loaded, env).map(({ variable, keyVariable, keySource }) =>
      ok(`${variable} is not used: it goes with ${keyVariable}, and the key is from ${keySource}`),
    ),
  ];
  if (listModels === undefined) {
    return [...known, ok("no provider was asked (--offline)")];
  }
  const reached = await Promise.all(
    hosts.map((host) =>
      reachFindings(host, (baseUrl) => listModels(host.provider, signal, baseUrl)),
    ),
  );
  return [...known, ...reached.flat()];
}

/** The same settings with another address for a provider; with its own when `baseUrl` is undefined. */
export function withBaseUrl(config: Config, provider: string, baseUrl: string | undefined): Config {
  const settings = providerSettings(config, provider);
  if (baseUrl === undefined || settings === undefined) {
    return config;
  }
  const host = { ...settings, base_url: baseUrl };
  const custom = config.compatible.get(provider);
  return custom === undefined
    ? { ...config, [provider]: host }
    : { ...config, compatible: new Map([[provider, { ...custom, base_url: baseUrl }]]) };
}

/** A provider, its models, and the way to it. */
interface Host {
  readonly provider: string;
  readonly models: readonly string[];
  readonly baseUrl: string;
  /** The setting or the variable of the shell that holds the address. */
  readonly addressSetting: string;
  readonly isShellAddress: boolean;
  readonly proxy: string | undefined;
}

async function describeHost(
  provider: string,
  models: readonly string[],
  config: Config,
  { describeProxy }: ProviderProbe,
): Promise<Host> {
  const { base_url: baseUrl = "", base_url_variable: variable } =
    providerSettings(config, provider) ?? {};
  const section = config.compatible.has(provider) ? `compatible.${provider}` : provider;
  return {
    provider,
    models,
    baseUrl,
    addressSetting: variable ?? `${section}.base_url`,
    isShellAddress: variable !== undefined,
    proxy: await describeProxy(baseUrl),
  };
}

/** Where a provider is asked, when that is not plain from the settings. */
function addressFindings({
  provider,
  baseUrl,
  addressSetting,
  isShellAddress,
  proxy,
}: Host): readonly Finding[] {
  if (!isShellAddress && proxy === undefined) {
    return [];
  }
  const source = isShellAddress ? ` (${addressSetting})` : "";
  const way = proxy === undefined ? "" : ` through ${proxy}`;
  return [ok(`${provider} is asked at ${baseUrl}${source}${way}`)];
}

async function surfaceFindings(
  { where, targets }: Surface,
  resolve: ProviderProbe["resolve"],
): Promise<readonly Finding[]> {
  const names: string[] = [];
  const refusals: Finding[] = [];
  for (const target of targets) {
    try {
      const { provider, model } = await resolve(target);
      names.push(`${provider}:${model}`);
    } catch (error) {
      const text =
        target.provider === undefined
          ? "no provider can be asked"
          : `${target.provider} cannot be asked ${where}`;
      refusals.push(refusalFinding(text, error));
    }
  }
  return [...(names.length === 0 ? [] : [ok(`asked ${where}: ${names.join(", ")}`)]), ...refusals];
}

/** The findings of the surfaces report targets that cannot be asked at all. */
function ignoreRefusal(error: unknown): undefined {
  if (!(error instanceof ChatError)) {
    throw error;
  }
}

function modelsByProvider(
  targets: readonly ResolvedTarget[],
): ReadonlyMap<string, readonly string[]> {
  const models = new Map<string, readonly string[]>();
  for (const { provider, model } of targets) {
    models.set(provider, [...(models.get(provider) ?? []), model]);
  }
  return models;
}

async function reachFindings(
  host: Host,
  list: (baseUrl?: string) => Promise<readonly string[]>,
): Promise<readonly Finding[]> {
  const { provider, models } = host;
  try {
    const offered = await list();
    const missing = models.filter((model) => !isAmong(offered, model));
    return [ok(`${provider} answers`), ...missing.map((model) => missingFinding(provider, model))];
  } catch (error) {
    return [(await addressFailure(host, error, list)) ?? reachFailure(host, error)];
  }
}

/** The usual mistake in an address is a `/v1` that is missing, or one that Ollama does not have. */
async function addressFailure(
  { provider, baseUrl, addressSetting }: Host,
  error: unknown,
  list: (baseUrl: string) => Promise<readonly string[]>,
): Promise<Finding | undefined> {
  if (!(error instanceof ChatError && error.code === "not-found")) {
    return undefined;
  }
  const base = baseUrl.replace(/\/+$/u, "");
  const other = base.endsWith("/v1") ? base.slice(0, -"/v1".length) : `${base}/v1`;
  const isThere = await list(other).then(
    () => true,
    () => false, // whatever it answers, it is not the address
  );
  return isThere
    ? fail(`${provider} is not at ${base}, but at ${other}`, `set ${addressSetting} to ${other}`)
    : undefined;
}

/** Ollama lists all that it has; others have models that they do not list. */
function missingFinding(provider: string, model: string): Finding {
  return provider === "ollama"
    ? fail(`ollama does not have ${model}`, `fetch it: ollama pull ${model}`)
    : warn(
        `${provider} does not list ${model}`,
        `see what it lists: hexai models --refresh ${provider}`,
      );
}

/** Ollama leaves `:latest` out in some places. */
function isAmong(offered: readonly string[], model: string): boolean {
  return offered.includes(model) || offered.includes(`${model}:latest`);
}

function reachFailure({ provider, proxy }: Host, error: unknown): Finding {
  if (error instanceof ChatError && error.code === "aborted") {
    const way = proxy === undefined ? "" : ` and at ${proxy}`;
    return fail(
      `${provider} did not answer in time`,
      `look at the network${way}, then try again; --offline sends nothing`,
    );
  }
  // Many hosts that speak OpenAI's protocol have no list, and yet they have answered.
  return error instanceof ChatError && error.code === "rejected" && error.status === 404
    ? ok(`${provider} answers, and lists no models`)
    : refusalFinding(`${provider} cannot be asked`, error);
}

/** The message of the error ends with what to do. */
function refusalFinding(text: string, error: unknown): Finding {
  if (error instanceof ChatError) {
    return fail(text, error.message);
  }
  throw error;
}
