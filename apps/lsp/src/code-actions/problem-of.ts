import { type ActionNeed, lackOf } from "@hexai/actions";

import type { Delivery } from "../protocol/apply-edit.ts";
import type { ActionJob } from "./action-job.ts";

export const OUTDATED =
  "the document has changed meanwhile, so it was left as it is; run the action again if you still want it";

/** What to tell the user of a delivery, or `undefined` when all is well. */
export function problemOf(delivery: Delivery): string | undefined {
  if (delivery.ok) {
    return undefined;
  }
  return delivery.reason === "outdated"
    ? OUTDATED
    : `the editor refused the edit (${delivery.detail})`;
}

/** What to tell the user of a job that `prepareAction` cannot prepare. */
export function lackProblemOf({ action, selection, source }: ActionJob): string {
  const lack = lackOf(action, selection, source) ?? "selection";
  return `${action.title} needs ${NEEDS[lack]}`;
}

const AN_INSTRUCTION = "an instruction in the selection, such as >!use a map>";

const NEEDS: Readonly<Record<ActionNeed, string>> = {
  selection: "a selection",
  instruction: AN_INSTRUCTION,
  prompt: AN_INSTRUCTION,
  diagnostics: "a diagnostic at the selection",
};
