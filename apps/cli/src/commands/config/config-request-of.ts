import { usageError } from "@hexai/process";

import type { ConfigRequest } from "../cli-request.ts";
import { CONFIG_VERBS } from "../command-words.ts";
import { configChoiceOf, type Given } from "../given.ts";

/**
 * `hexai config [path|show|check|edit]`.
 *
 * @param words - What stands behind `config`.
 * @throws {UserError} When it is not clear what to do.
 */
export function configRequestOf(words: readonly string[], given: Given): ConfigRequest {
  const [word = "show", ...others] = words;
  const verb = CONFIG_VERBS.find((name) => name === word);
  if (verb === undefined || others.length > 0) {
    throw usageError(
      "hexai",
      `hexai config takes one of ${CONFIG_VERBS.join(", ")}; for a prompt write: hexai -- config ${words.join(" ")}`,
    );
  }
  const isOnline = given.has("online");
  if (isOnline && verb !== "check") {
    throw usageError("hexai", "--online goes with hexai config check");
  }
  return { type: "config", verb, isOnline, ...configChoiceOf(given) };
}
