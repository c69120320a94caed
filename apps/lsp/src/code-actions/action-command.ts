import { actionOf, catalogueOf } from "@hexai/actions";
import { quoteText } from "@hexai/terminal/text";
import { Range } from "vscode-languageserver";

import { editBlockedReason } from "../privacy/edit-blocked-reason.ts";
import { OUTDATED } from "../protocol/apply-edit.ts";
import { runReportingProblems } from "../protocol/messages.ts";
import { decodeRange, encodeRange } from "../protocol/positions.ts";
import type { ServerContext } from "../server-context.ts";
import type { ActionJob } from "./action-job.ts";
import { runReplacement } from "./replacement.ts";

/** Runs an action of the catalogue on a part of a document. Its one argument is an `ActionRequest`. */
export const ACTION_COMMAND = "hexai.action";

/** The argument of the command: the action and its text. */
export interface ActionRequest {
  readonly action: string;
  readonly uri: string;
  /** The version of the document that the range belongs to. */
  readonly version: number;
  /** In the client's encoding. */
  readonly range: Range;
  /** The diagnostics of the text, one line each, for actions that resolve them. */
  readonly diagnostics?: readonly string[];
  /** The user's instruction, from a client that asks its user for one. It overrides an instruction in the text. */
  readonly instruction?: string;
}

/** The request in a client's argument, or `undefined` when it is malformed. */
export function parseActionRequest(value: unknown): ActionRequest | undefined {
  return isActionRequest(value) ? value : undefined;
}

function isActionRequest(value: unknown): value is ActionRequest {
  return (
    typeof value === "object" &&
    value !== null &&
    "action" in value &&
    typeof value.action === "string" &&
    "uri" in value &&
    typeof value.uri === "string" &&
    "version" in value &&
    typeof value.version === "number" &&
    "range" in value &&
    Range.is(value.range) &&
    (!("diagnostics" in value) || isTexts(value.diagnostics)) &&
    (!("instruction" in value) || typeof value.instruction === "string")
  );
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

/**
 * Asks the model and sends the result to the editor as one edit. Takes as long as the model does and never rejects: a failure
 * becomes one message, and the document stays as it was.
 */
export async function runActionCommand(
  context: ServerContext,
  request: ActionRequest,
): Promise<void> {
  await runReportingProblems(context, request.action, () => runAction(context, request));
}

/** @returns What to tell the user when nothing was changed. */
async function runAction(
  context: ServerContext,
  request: ActionRequest,
): Promise<string | undefined> {
  const blockedReason = await editBlockedReason(context, request.uri);
  if (blockedReason !== undefined) {
    return blockedReason;
  }
  const job = createJob(context, request);
  if (typeof job === "string") {
    return job;
  }
  if (job.action.result !== "unit_test") {
    return runReplacement(context, job);
  }
  const { runUnitTest } = await import("./unit-tests/run-unit-test.ts"); // reads files, which no start of the server needs
  return runUnitTest(context, job);
}

/** The job for a request, with all facts of the requested version of the document; or why there is none. */
function createJob(
  { documents, config, client }: ServerContext,
  { action: id, uri, version, range, diagnostics, instruction }: ActionRequest,
): ActionJob | string {
  const { encoding } = client();
  const action = actionOf(id, catalogueOf(config().prompts.code_action));
  const document = documents.get(uri);
  if (action === undefined) {
    return `there is no action ${quoteText(id)}`;
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
