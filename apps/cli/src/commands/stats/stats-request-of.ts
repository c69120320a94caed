import { usageError } from "@hexai/process";

import type { StatsRequest } from "../cli-request.ts";
import { configChoiceOf, type Given } from "../given.ts";

/** At most one of these can be done at a time; without any it is a table. */
const DEEDS = ["csv", "json", "line", "reset", "tmux", "watch"] as const;

/**
 * `hexai stats`.
 *
 * @param words - What stands behind `stats`.
 * @throws {UserError} When it is not clear what to do.
 */
export function statsRequestOf(words: readonly string[], given: Given): StatsRequest {
  if (words.length > 0) {
    throw usageError(
      "hexai",
      `hexai stats takes no words; for a prompt write: hexai -- stats ${words.join(" ")}`,
    );
  }
  const [deed = "table", ...others] = DEEDS.filter((name) => given.has(name));
  if (others.length > 0) {
    throw usageError(
      "hexai",
      `choose one of ${[deed, ...others].map((name) => `--${name}`).join(" and ")}`,
    );
  }
  if (given.has("yes") && deed !== "reset") {
    throw usageError("hexai", "--yes goes with --reset");
  }
  const configChoice = configChoiceOf(given);
  if (deed === "watch") {
    return { type: "stats-watch", ...configChoice };
  }
  return deed === "reset"
    ? { type: "stats-reset", isSure: given.has("yes"), ...configChoice }
    : { type: "stats", format: deed, ...configChoice };
}
