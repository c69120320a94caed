import type { Config } from "@hexai/config";

/** The providers with a section of their own, in the order of the configuration. */
export const PROVIDERS = ["openai", "anthropic", "openrouter", "ollama"] as const;

/** Where the key of a provider comes from, without the key itself. */
export interface KeySource {
  readonly provider: string;
  /** The variable or the setting. */
  readonly source: string;
}

/**
 * The providers that have a key. Its source is the variable that holds it, else the setting with the command that prints it. A
 * blank variable counts as unset.
 */
export function findKeySources(
  config: Config,
  env: Readonly<Record<string, string | undefined>>,
): readonly KeySource[] {
  const isSet = (name: string): boolean => (env[name] ?? "").trim() !== "";
  const known = PROVIDERS.flatMap((provider) => {
    const name = `${provider.toUpperCase()}_API_KEY`;
    const command = commandSource(provider, config[provider]);
    return { provider, source: [`HEXAI_${name}`, name].find(isSet) ?? command };
  });
  const compatible = [...config.compatible].map(([provider, settings]) => {
    const variable = [settings.api_key_env ?? ""].find(isSet);
    return { provider, source: variable ?? commandSource(`compatible.${provider}`, settings) };
  });
  return [...known, ...compatible].flatMap(({ provider, source }) =>
    source === undefined ? [] : [{ provider, source }],
  );
}

function commandSource(
  section: string,
  { api_key_command: command }: { readonly api_key_command?: readonly string[] },
): string | undefined {
  return command === undefined ? undefined : `${section}.api_key_command`;
}
