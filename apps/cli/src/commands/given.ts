/** The flags of a command line: values by the flag's name; a flag without a value has an empty one. */
export type Given = ReadonlyMap<string, string>;

/** What `--config` says. */
export interface ConfigChoice {
  /** Read instead of the user's own file. */
  readonly configFile?: string;
}

export function configChoiceOf(given: Given): ConfigChoice {
  const configFile = given.get("config");
  return configFile === undefined ? {} : { configFile };
}
