/** An API key and its origin. */
export interface ApiKey {
  /** The variable or setting that the key comes from, as error messages name it. */
  readonly source: string;
  readonly value: string;
}

/** The first of `names` that is set in `env`. A blank value counts as unset; white space around a key is dropped. */
export function findKey(
  env: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
): ApiKey | undefined {
  for (const source of names) {
    const value = env[source]?.trim() ?? "";
    if (value !== "") {
      return { source, value };
    }
  }
  return undefined;
}
