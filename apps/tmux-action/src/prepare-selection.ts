import { type Action, type PreparedAction, prepareAction } from "@hexai/actions";

import { UserError } from "./user-error.ts";

/**
 * Makes `action` ready for a selection as it was piped.
 *
 * @param path - The selection's file, if there is one: its ending tells the language.
 * @throws {UserError} When the bytes are no text, or not what the action needs.
 */
export function prepareSelection(
  action: Action,
  bytes: Uint8Array,
  path: string | undefined,
): PreparedAction {
  const selection = textOf(bytes);
  if (selection.trim() === "") {
    throw new UserError(1, "the selection is empty");
  }
  const prepared = prepareAction(action, selection, { path });
  if (prepared === undefined) {
    throw new UserError(1, `${action.id} needs an instruction in the selection: >!use a map>`);
  }
  return prepared;
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new UserError(1, "the selection is not UTF-8, so no model could read it", { cause });
  }
}
