import { prepareAction } from "@hexai/actions";

import type { DeliverEdit } from "../protocol/apply-edit.ts";
import type { ServerContext } from "../server-context.ts";
import type { ActionJob } from "./action-job.ts";
import { askWithProgress } from "./ask-with-progress.ts";
import { lackProblemOf, problemOf } from "./problem-of.ts";

/** Puts what the model makes of the selection in its place. @returns What to tell the user when nothing was changed. */
export async function runReplacement(
  context: ServerContext,
  deliver: DeliverEdit,
  job: ActionJob,
): Promise<string | undefined> {
  const { action, uri, version, range, selection, source } = job;
  const prepared = prepareAction(action, selection, source);
  if (prepared === undefined) {
    return lackProblemOf(job);
  }
  const newText = prepared.resultOf(
    await askWithProgress(context, action.title, prepared.messages),
  );
  const edits = [{ range, newText }];
  return problemOf(await deliver({ uri, version, edits, label: action.title }));
}
