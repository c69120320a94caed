import type { ParsedFlags } from "@hexai/command-line";
import { usageError } from "@hexai/process";

import { type ConfigChoice, configChoice } from "../../settings/config-choice.ts";
import type { Command } from "../command.ts";

/** What may follow `hexai config`; without it `show` is meant. */
const VERBS = ["show", "path", "check", "edit"] as const;

/** `hexai config`. */
export interface ConfigRequest extends ConfigChoice {
  readonly verb: (typeof VERBS)[number];
  /** `check` asks the providers, too. */
  readonly isOnline: boolean;
}

export const CONFIG: Command<ConfigRequest> = {
  name: "config",
  help: "shows every setting and where it comes from, names your file, checks or edits it",
  synopsis: `[${VERBS.join(" | ")}] [flags]`,
  words: VERBS,
  options: [{ name: "online", help: "with check: ask every configured provider for one token" }],
  parse: parseConfig,
  async run(request, context) {
    const { runConfig } = await import("./run.ts");
    return runConfig(request, context);
  },
};

function parseConfig(words: readonly string[], flags: ParsedFlags): ConfigRequest {
  const [word = "show", ...others] = words;
  const verb = VERBS.find((name) => name === word);
  if (verb === undefined || others.length > 0) {
    throw usageError(
      "hexai config",
      `hexai config takes one of ${VERBS.join(", ")}; for a prompt write: hexai -- config ${words.join(" ")}`,
    );
  }
  const isOnline = flags.has("online");
  if (isOnline && verb !== "check") {
    throw usageError("hexai config", "--online goes with hexai config check");
  }
  return { verb, isOnline, ...configChoice(flags) };
}
