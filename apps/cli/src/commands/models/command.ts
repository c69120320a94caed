import type { ParsedFlags } from "@hexai/command-line";
import { usageError } from "@hexai/process";

import { type ConfigChoice, configChoice } from "../../settings/config-choice.ts";
import type { Command } from "../command.ts";

/** `hexai models`. */
export interface ModelsRequest extends ConfigChoice {
  /** That of the configuration by default. */
  readonly provider?: string;
  /** The provider is asked, even if its list is cached. */
  readonly isFresh: boolean;
}

export const MODELS: Command<ModelsRequest> = {
  name: "models",
  help: "lists the models that a provider offers",
  synopsis: "[PROVIDER] [flags]",
  words: [],
  completes: "providers",
  options: [{ name: "refresh", help: "ask the provider even if its list is cached" }],
  parse: parseModels,
  async run(request, context) {
    const { runModels } = await import("./run.ts");
    await runModels(request, context);
  },
};

function parseModels(words: readonly string[], flags: ParsedFlags): ModelsRequest {
  const [provider, ...others] = words;
  if (others.length > 0) {
    throw usageError(
      "hexai models",
      `hexai models takes one provider; for a prompt write: hexai -- models ${words.join(" ")}`,
    );
  }
  return {
    ...(provider === undefined ? {} : { provider }),
    isFresh: flags.has("refresh"),
    ...configChoice(flags),
  };
}
