import { OUTDATED, problemOf } from "../../code-actions/problem-of.ts";
import type { DeliverEdit } from "../../protocol/apply-edit.ts";
import { decodeRange } from "../../protocol/positions.ts";
import { withProgress } from "../../protocol/progress.ts";
import { withProblemsTold } from "../../protocol/report-problem.ts";
import type { ServerContext } from "../../server-context.ts";
import type { CompleteRequest } from "./complete-request.ts";

/**
 * Completes at a place, because the user asks for it: for clients whose completion requests do not tell whether the
 * user does, and for completions of several lines where a menu takes only one. Its one argument is a `CompleteRequest`.
 */
export const COMPLETE_COMMAND = "hexai.complete";

export const COMPLETE_TITLE = "Complete here";

/** Asks the model and hands the completion to the editor as one edit. Never rejects. */
export async function runCompleteCommand(
  context: ServerContext,
  deliver: DeliverEdit,
  request: CompleteRequest,
): Promise<void> {
  await withProblemsTold(context, "complete", () => complete(context, deliver, request));
}

async function complete(
  context: ServerContext,
  deliver: DeliverEdit,
  { uri, version, position }: CompleteRequest,
): Promise<string | undefined> {
  const { documents, client, completeAt, untilStopped } = context;
  const document = documents.get(uri);
  if (document?.version !== version) {
    return OUTDATED;
  }
  const place = decodeRange(document, { start: position, end: position }, client().encoding).start;
  const progress = { title: COMPLETE_TITLE, signal: untilStopped() };
  const edit = await withProgress(context, progress, (signal) =>
    completeAt(document, document.offsetAt(place), signal),
  );
  return edit.newText === ""
    ? "the model has nothing to add here"
    : problemOf(await deliver({ uri, version, edits: [edit], label: COMPLETE_TITLE }));
}
