/** Environment variables that hold the key for OpenAI, the first that is set wins. */
export const OPENAI_KEY_NAMES: readonly string[] = ["HEXAI_OPENAI_API_KEY", "OPENAI_API_KEY"];

/** A key and the variable it came from. */
export interface ApiKey {
  readonly name: string;
  readonly value: string;
}

/** The first of `names` that is set in `env`. A blank value counts as unset; white space around a key is dropped. */
export function findKey(
  env: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
): ApiKey | undefined {
  for (const name of names) {
    const value = env[name]?.trim() ?? "";
    if (value !== "") {
      return { name, value };
    }
  }
  return undefined;
}
