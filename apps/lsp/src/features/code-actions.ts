import { type Action, prepareAction, REWRITE } from "@hexai/actions";
import type { CodeAction } from "vscode-languageserver";

import type { ActionRequest } from "../action-request.ts";
import type { ServerContext } from "../server-context.ts";
import { decodeRange } from "../transcode-position.ts";
import { ACTION_COMMAND } from "./action-command.ts";

/** What an editor is offered. */
const OFFERED: readonly Action[] = [REWRITE];

export const CODE_ACTION_KINDS: readonly string[] = [...new Set(OFFERED.map(({ kind }) => kind))];

/**
 * `textDocument/codeAction`: what can be done with the selection. Answered from local data, because editors
 * ask on every move of the cursor; the work is left to a command.
 */
export function registerCodeActions({ connection, documents, client }: ServerContext): void {
  connection.onCodeAction(({ textDocument: { uri }, range, context: { only } }) => {
    const document = documents.get(uri);
    const wanted = OFFERED.filter(({ kind }) => isWanted(kind, only));
    if (document === undefined || wanted.length === 0) {
      return [];
    }
    const { version, languageId } = document;
    const selection = document.getText(decodeRange(document, range, client().encoding));
    return wanted
      .filter((action) => prepareAction(action, selection, { languageId, path: uri }))
      .map((action) => codeActionOf(action, { action: action.id, uri, version, range }));
  });
}

/** A kind covers itself and all that begin with it and a dot; the empty kind covers every one. */
function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  return only?.some((wanted) => wanted === "" || `${kind}.`.startsWith(`${wanted}.`)) ?? true;
}

function codeActionOf({ title, kind }: Action, request: ActionRequest): CodeAction {
  return { title, kind, command: { title, command: ACTION_COMMAND, arguments: [request] } };
}
