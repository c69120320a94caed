/** A key and where it came from. */
export interface ApiKey {
  /** As error messages name the place: a variable or a setting. */
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
