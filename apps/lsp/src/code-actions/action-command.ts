import { actionOf, catalogueOf } from "@hexai/actions";

import type { DeliverEdit } from "../protocol/apply-edit.ts";
import { decodeRange, encodeRange } from "../protocol/positions.ts";
import { withProblemsTold } from "../protocol/report-problem.ts";
import type { ServerContext } from "../server-context.ts";
import type { ActionJob } from "./action-job.ts";
import type { ActionRequest } from "./action-request.ts";
import { OUTDATED } from "./problem-of.ts";
import { runReplacement } from "./replacement.ts";

/** Runs an action of the catalogue on a part of a document. Its one argument is an `ActionRequest`. */
export const ACTION_COMMAND = "hexai.action";

/**
 * Asks the model and hands the result to the editor as one edit. Takes as long as the model does and never
 * rejects: what goes wrong is one message, and then the document is as it was.
 */
export async function runActionCommand(
  context: ServerContext,
  deliver: DeliverEdit,
  request: ActionRequest,
): Promise<void> {
  await withProblemsTold(context, request.action, () => runAction(context, deliver, request));
}

/** @returns What to tell the user when nothing was changed. */
async function runAction(
  context: ServerContext,
  deliver: DeliverEdit,
  request: ActionRequest,
): Promise<string | undefined> {
  const blockedReason = await context.privacy.blockedReason(request.uri, { callerShows: true });
  if (blockedReason !== undefined) {
    return blockedReason;
  }
  const job = jobOf(context, request);
  if (typeof job === "string") {
    return job;
  }
  if (job.action.result !== "unit_test") {
    return runReplacement(context, deliver, job);
  }
  const { runUnitTest } = await import("./unit-tests/run-unit-test.ts"); // its files are not needed to greet an editor
  return runUnitTest(context, deliver, job);
}

/** What is asked for, taken down while the document is at the version that it is asked for; or why it cannot be done. */
function jobOf(
  { documents, config, client }: ServerContext,
  { action: id, uri, version, range, diagnostics, instruction }: ActionRequest,
): ActionJob | string {
  const { encoding } = client();
  const action = actionOf(id, catalogueOf(config().prompts.code_action));
  const document = documents.get(uri);
  if (action === undefined) {
    return `there is no action ${JSON.stringify(id)}`;
  }
  if (document?.version !== version) {
    return OUTDATED;
  }
  const { languageId } = document;
  const selected = decodeRange(document, range, encoding);
  return {
    action,
    uri,
    languageId,
    version,
    text: document.getText(),
    selection: document.getText(selected),
    range: encodeRange(document, selected, encoding),
    source: { languageId, path: uri, diagnostics, instruction },
  };
}
