import { usageError } from "@hexai/process";

import type { DoctorRequest } from "../cli-request.ts";
import { EDITORS } from "../command-words.ts";
import { configChoiceOf, type Given } from "../given.ts";

/**
 * `hexai doctor`, and `hexai doctor --snippets [EDITOR]`.
 *
 * @param words - What stands behind `doctor`.
 * @throws {UserError} When it is not clear what to do.
 */
export function doctorRequestOf(words: readonly string[], given: Given): DoctorRequest {
  const [word, ...others] = words;
  const editor = EDITORS.find((name) => name === word);
  if (others.length > 0 || (word !== undefined && editor === undefined)) {
    throw usageError(
      "hexai",
      `hexai doctor takes one of ${EDITORS.join(", ")}; for a prompt write: hexai -- doctor ${words.join(" ")}`,
    );
  }
  if (given.has("snippets")) {
    const other = ["json", "offline"].find((name) => given.has(name));
    if (other !== undefined) {
      throw usageError("hexai", `--${other} does not go with --snippets`);
    }
    return { type: "doctor-snippets", editors: editor === undefined ? EDITORS : [editor] };
  }
  if (editor !== undefined) {
    throw usageError("hexai", `${editor} goes with --snippets: hexai doctor --snippets ${editor}`);
  }
  return {
    type: "doctor",
    format: given.has("json") ? "json" : "text",
    isOffline: given.has("offline"),
    ...configChoiceOf(given),
  };
}
