import type { ParsedFlags } from "@hexai/command-line";

/** The value of `--config`. */
export interface ConfigChoice {
  /** Read instead of the user's own file. */
  readonly configFile?: string;
}

export function configChoice(flags: ParsedFlags): ConfigChoice {
  const configFile = flags.get("config");
  return configFile === undefined ? {} : { configFile };
}
