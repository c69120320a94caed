import { usageError } from "@hexai/process";

import type { ModelsRequest } from "../cli-request.ts";
import { configChoiceOf, type Given } from "../given.ts";

/**
 * `hexai models [PROVIDER]`.
 *
 * @param words - What stands behind `models`.
 * @throws {UserError} For more than one provider.
 */
export function modelsRequestOf(words: readonly string[], given: Given): ModelsRequest {
  const [provider, ...others] = words;
  if (others.length > 0) {
    throw usageError(
      "hexai",
      `hexai models takes one provider; for a prompt write: hexai -- models ${words.join(" ")}`,
    );
  }
  return {
    type: "models",
    ...(provider === undefined ? {} : { provider }),
    isFresh: given.has("refresh"),
    ...configChoiceOf(given),
  };
}
