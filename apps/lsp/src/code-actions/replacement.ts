import { prepareAction } from "@hexai/actions";

import { editProblem } from "../protocol/apply-edit.ts";
import { askWithProgress } from "../protocol/ask-with-progress.ts";
import type { ServerContext } from "../server-context.ts";
import { type ActionJob, missingInputProblem } from "./action-job.ts";

/** Replaces the selection with the model's result. @returns What to tell the user when nothing was changed. */
export async function runReplacement(
  context: ServerContext,
  job: ActionJob,
): Promise<string | undefined> {
  const { action, uri, version, range, selection, source } = job;
  const prepared = prepareAction(action, selection, source);
  if (prepared === undefined) {
    return missingInputProblem(job);
  }
  const { title } = action;
  const { messages } = prepared;
  const newText = prepared.resultOf(
    await askWithProgress(context, "code_action", { title, messages }),
  );
  const edits = [{ range, newText }];
  return editProblem(await context.applyEdit({ uri, version, edits, label: title }));
}
