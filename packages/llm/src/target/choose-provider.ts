import { misconfigured } from "../errors/misconfigured.ts";
import type { CompleteDependencies } from "../transport/dependencies.ts";
import { findKey } from "./find-key.ts";
import { parameterVariables } from "./host-parameters.ts";
import { isOllamaThere } from "./is-ollama-there.ts";
import type { LlmSettings } from "./llm-settings.ts";
import { baseUrlOf, factsOf, PROVIDERS, type ProviderFacts } from "./providers.ts";

/**
 * Chooses a provider: the one named, else the first with a key (its variable is set, or it has an `api_key_command`),
 * else a compatible host whose variable is set, else an Ollama that answers.
 *
 * @throws {ChatError} (as a rejection) `misconfigured` when there is none, with an example for each provider.
 */
export async function chooseProvider(
  settings: LlmSettings,
  named: string | undefined,
  { env, send }: Pick<CompleteDependencies, "env" | "send">,
): Promise<string> {
  const wanted = named || settings.provider.name;
  if (wanted) {
    return wanted;
  }
  const hasKey = ({ name, keyNames }: ProviderFacts): boolean =>
    findKey(env, keyNames) !== undefined || settings[name]?.api_key_command !== undefined;
  const withKey = PROVIDERS.find(hasKey)?.name ?? hostWithKey(settings, env);
  if (withKey !== undefined) {
    return withKey;
  }
  const ollama = factsOf("ollama");
  if (ollama && (await isOllamaThere(baseUrlOf(settings, ollama), send))) {
    return ollama.name;
  }
  throw misconfigured(HOW_TO_BEGIN);
}

function hostWithKey(
  { compatible }: LlmSettings,
  env: CompleteDependencies["env"],
): string | undefined {
  return [...(compatible ?? [])].find(
    ([, host]) => findKey(env, [host.api_key_env ?? "", ...parameterVariables(host)]) !== undefined,
  )?.[0];
}

const HOW_TO_BEGIN = [
  "no provider is set up: set the key of one, or start Ollama, as in:",
  ...PROVIDERS.filter(({ isKeyRequired }) => isKeyRequired).map(
    ({ keyNames, keyBegins }) => `  export ${keyNames[1]}=${keyBegins}…`,
  ),
  `  ollama run ${factsOf("ollama")?.model}`,
].join("\n");
