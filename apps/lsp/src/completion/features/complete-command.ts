import { Position } from "vscode-languageserver";

import { editProblem, OUTDATED } from "../../protocol/apply-edit.ts";
import { cursorAt } from "../../protocol/cursor.ts";
import { runReportingProblems } from "../../protocol/messages.ts";
import { decodePosition, rangeBefore } from "../../protocol/positions.ts";
import { withProgress } from "../../protocol/progress.ts";
import type { ServerContext } from "../../server-context.ts";

/**
 * Completes at a position because the user asks for it: for clients that do not report a manual request, and for completions of
 * several lines where the menu shows only one. Its one argument is a `CompleteRequest`.
 */
export const COMPLETE_COMMAND = "hexai.complete";

export const COMPLETE_TITLE = "Complete here";

/** The argument of the command. */
export interface CompleteRequest {
  readonly uri: string;
  /** The version of the document that the position belongs to. */
  readonly version: number;
  /** In the client's encoding. */
  readonly position: Position;
}

/** The request in a client's argument, or `undefined` when it is malformed. */
export function parseCompleteRequest(value: unknown): CompleteRequest | undefined {
  return isCompleteRequest(value) ? value : undefined;
}

function isCompleteRequest(value: unknown): value is CompleteRequest {
  return (
    typeof value === "object" &&
    value !== null &&
    "uri" in value &&
    typeof value.uri === "string" &&
    "version" in value &&
    typeof value.version === "number" &&
    "position" in value &&
    Position.is(value.position)
  );
}

/** Asks the model and sends the completion to the editor as one edit. Never rejects. */
export async function runCompleteCommand(
  context: ServerContext,
  request: CompleteRequest,
): Promise<void> {
  await runReportingProblems(context, "complete", () => complete(context, request));
}

/** @returns What to tell the user when nothing was changed. */
async function complete(
  context: ServerContext,
  { uri, version, position }: CompleteRequest,
): Promise<string | undefined> {
  const { documents, client, completions, applyEdit, writingSignal } = context;
  const document = documents.get(uri);
  if (document?.version !== version) {
    return OUTDATED;
  }
  const { encoding } = client();
  const cursor = cursorAt(document, decodePosition(document, position, encoding));
  const range = rangeBefore(cursor, 0, encoding);
  const progress = { title: COMPLETE_TITLE, signal: writingSignal() };
  const newText = await withProgress(context, progress, (signal) =>
    completions.completeNow(cursor, signal),
  );
  if (newText === "") {
    return "the model has nothing to add here";
  }
  const edits = [{ range, newText }];
  return editProblem(await applyEdit({ uri, version, edits, label: COMPLETE_TITLE }));
}
