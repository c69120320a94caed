import type { Config } from "@hexai/config";

/** The providers with a section of their own, in the order of the configuration. */
export const PROVIDERS = ["openai", "anthropic", "openrouter", "ollama"] as const;

/** Where the key of a provider comes from. The key itself is not in it. */
export interface KeyPlace {
  readonly provider: string;
  /** The variable or the setting. */
  readonly place: string;
}

/**
 * The providers that have a key: the variable that holds it, else the setting with the command that prints it. A
 * blank variable counts as unset.
 */
export function findKeyPlaces(
  config: Config,
  env: Readonly<Record<string, string | undefined>>,
): readonly KeyPlace[] {
  const isSet = (name: string): boolean => (env[name] ?? "").trim() !== "";
  const known = PROVIDERS.flatMap((provider) => {
    const name = `${provider.toUpperCase()}_API_KEY`;
    const command = commandPlaceOf(provider, config[provider]);
    return { provider, place: [`HEXAI_${name}`, name].find(isSet) ?? command };
  });
  const compatible = [...config.compatible].map(([provider, settings]) => {
    const place = [settings.api_key_env ?? ""].find(isSet);
    return { provider, place: place ?? commandPlaceOf(`compatible.${provider}`, settings) };
  });
  return [...known, ...compatible].flatMap(({ provider, place }) =>
    place === undefined ? [] : [{ provider, place }],
  );
}

function commandPlaceOf(
  section: string,
  { api_key_command: command }: { readonly api_key_command?: readonly string[] },
): string | undefined {
  return command === undefined ? undefined : `${section}.api_key_command`;
}
