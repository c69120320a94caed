import { ChatError } from "@hexai/chat";
import type { Config } from "@hexai/config";

import { configuredTargets, type Target } from "../../../settings/configured-targets.ts";
import { fail, type Finding, ok, warn } from "../check.ts";
import { type Surface, listSurfaces } from "./surfaces.ts";

/** How providers are examined. */
export interface ProviderProbe {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Resolves a target to its provider and model, and looks up the key. @throws {ChatError} When it cannot be asked. */
  readonly resolve: (target: Target) => Promise<ResolvedTarget>;
  /** Asks for the list of models, which costs nothing; undefined with `--offline`. @throws {ChatError} When there is none. */
  readonly listModels:
    | ((provider: string, signal: AbortSignal) => Promise<readonly string[]>)
    | undefined;
}

/** One model behind one provider. */
interface ResolvedTarget {
  readonly provider: string;
  readonly model: string;
}

/** Who is asked where, and whether each of them can be reached with its key. */
export async function checkProviders(
  config: Config,
  probe: ProviderProbe,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const { env, resolve, listModels } = probe;
  const surfaces = await Promise.all(
    listSurfaces(config).map((surface) => surfaceFindings(surface, resolve)),
  );
  const resolved = await Promise.all(
    configuredTargets(config, env).map((target) => resolve(target).catch(ignoreRefusal)),
  );
  const models = modelsByProvider(resolved.filter((target) => target !== undefined));
  if (listModels === undefined) {
    return [...surfaces.flat(), ok("no provider was asked (--offline)")];
  }
  const reached = await Promise.all(
    [...models].map(([provider, names]) =>
      reachFindings(provider, names, () => listModels(provider, signal)),
    ),
  );
  return [...surfaces, ...reached].flat();
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
          ? "nobody can be asked"
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
  provider: string,
  models: readonly string[],
  list: () => Promise<readonly string[]>,
): Promise<readonly Finding[]> {
  try {
    const offered = await list();
    const missing = models.filter((model) => !isAmong(offered, model));
    return [ok(`${provider} answers`), ...missing.map((model) => missingFinding(provider, model))];
  } catch (error) {
    return [reachFailure(provider, error)];
  }
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

function reachFailure(provider: string, error: unknown): Finding {
  if (error instanceof ChatError && error.code === "aborted") {
    return fail(
      `${provider} did not answer in time`,
      "look at the network, then try again; --offline asks nobody",
    );
  }
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
