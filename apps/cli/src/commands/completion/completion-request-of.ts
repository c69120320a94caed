import { usageError } from "@hexai/process";

import type { CompletionRequest } from "../cli-request.ts";
import { NAME_LISTS, SHELLS } from "../command-words.ts";
import { configChoiceOf, type Given } from "../given.ts";

/**
 * `hexai completion bash|zsh|fish`, and what those scripts call.
 *
 * @param words - What stands behind `completion`.
 * @throws {UserError} When it is not one of these.
 */
export function completionRequestOf(words: readonly string[], given: Given): CompletionRequest {
  const [word, ...others] = words;
  const what = [...SHELLS, ...NAME_LISTS].find((name) => name === word);
  if (what === undefined || others.length > 0) {
    throw usageError(
      "hexai",
      `hexai completion takes one of ${SHELLS.join(", ")}; for a prompt write: hexai -- completion ${words.join(" ")}`.trim(),
    );
  }
  return { type: "completion", what, ...configChoiceOf(given) };
}
