import type { Action, ActionNeed } from "../catalogue/action.ts";
import { instructionFor } from "../instruction/instruction-for.ts";
import type { ActionSource } from "./action-source.ts";

/** What `selection` lacks for `action`, or `undefined` when the model can be asked. */
export function lackOf(
  action: Action,
  selection: string,
  source: ActionSource = {},
): ActionNeed | undefined {
  const { needs } = action;
  if (selection.trim() === "") {
    return "selection";
  }
  if (needs === "selection") {
    return undefined;
  }
  const isGiven =
    needs === "diagnostics"
      ? source.diagnostics !== undefined && source.diagnostics.length > 0
      : instructionFor(action, selection, source) !== undefined;
  return isGiven ? undefined : needs;
}
