import { actionOf, prepareAction } from "@hexai/actions";
import { ChatError } from "@hexai/chat";
import { MessageType } from "vscode-languageserver";

import type { ActionRequest } from "../action-request.ts";
import type { DeliverEdit, Delivery } from "../deliver-edit.ts";
import type { ServerContext } from "../server-context.ts";
import { showMessage } from "../show-message.ts";
import { decodeRange, encodeRange } from "../transcode-position.ts";
import { withProgress } from "../with-progress.ts";

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
  const { connection, log } = context;
  try {
    const problem = await runAction(context, deliver, request);
    if (problem !== undefined) {
      showMessage(connection, MessageType.Warning, `Hexai: ${problem}`);
    }
  } catch (error) {
    if (error instanceof ChatError && error.code === "aborted") {
      log.debug(`${request.action}: cancelled`);
    } else if (error instanceof ChatError) {
      log.error(`${request.action}: ${error.code}: ${error.message}`);
      showMessage(connection, MessageType.Error, `Hexai: ${error.message}`);
    } else {
      log.error(`${request.action}: ${error instanceof Error ? error.stack : String(error)}`);
      showMessage(connection, MessageType.Error, "Hexai: this is a bug; the log has more about it");
    }
  }
}

const OUTDATED = "the document has changed meanwhile, so it was left as it is";

/** @returns What to tell the user when nothing was changed. */
async function runAction(
  context: ServerContext,
  deliver: DeliverEdit,
  { action: id, uri, version, range }: ActionRequest,
): Promise<string | undefined> {
  const { connection, documents, client, models, usage, stopping } = context;
  const action = actionOf(id);
  const document = documents.get(uri);
  if (action === undefined) {
    return `there is no action ${JSON.stringify(id)}`;
  }
  if (document?.version !== version) {
    return OUTDATED;
  }
  const { encoding, showsProgress } = client();
  const selected = decodeRange(document, range, encoding);
  const place = encodeRange(document, selected, encoding); // now, while the document is at this version
  const source = { languageId: document.languageId, path: uri };
  const prepared = prepareAction(action, document.getText(selected), source);
  if (prepared === undefined) {
    return `${action.title} needs an instruction in the selection, such as >!use a map>`;
  }

  const progress = {
    title: `Hexai: ${action.title}`,
    isShown: showsProgress,
    signal: stopping,
  };
  const answer = await withProgress(connection, progress, async (signal) => {
    const model = await models.chat("code_action");
    const chatting = model.chat({ messages: prepared.messages }, { signal });
    usage.during(model, chatting);
    return chatting;
  });
  const newText = prepared.resultOf(answer.text);
  return problemOf(
    await deliver({ uri, version, edits: [{ range: place, newText }], label: action.title }),
  );
}

function problemOf(delivery: Delivery): string | undefined {
  if (delivery.ok) {
    return undefined;
  }
  return delivery.reason === "outdated"
    ? OUTDATED
    : `the editor refused the edit (${delivery.detail})`;
}
