import type { ParsedFlags } from "@hexai/command-line";
import { usageError } from "@hexai/process";

import { type ConfigChoice, configChoice } from "../../settings/config-choice.ts";
import type { Command } from "../command.ts";

/** The shells that there is a script for. */
const SHELLS = ["bash", "zsh", "fish"] as const;

/** The lists that those scripts ask for. */
const LISTS = ["conversations", "models", "providers", "roles"] as const;

/** `hexai completion`. */
export interface CompletionRequest extends ConfigChoice {
  readonly what: (typeof LISTS)[number] | (typeof SHELLS)[number];
}

export const COMPLETION: Command<CompletionRequest> = {
  name: "completion",
  help: "prints a script that completes hexai in a shell: source <(hexai completion bash)",
  synopsis: `{${SHELLS.join(" | ")}} [flags]`,
  words: SHELLS,
  options: [],
  parse: parseCompletion,
  async run(request, context, program) {
    const { runCompletion } = await import("./run.ts");
    await runCompletion(request, context, program);
  },
};

function parseCompletion(words: readonly string[], flags: ParsedFlags): CompletionRequest {
  const [word, ...others] = words;
  const what = [...SHELLS, ...LISTS].find((name) => name === word);
  if (what === undefined || others.length > 0) {
    throw usageError(
      "hexai completion",
      `hexai completion takes one of ${SHELLS.join(", ")}; for a prompt write: hexai -- completion ${words.join(" ")}`.trim(),
    );
  }
  return { what, ...configChoice(flags) };
}
