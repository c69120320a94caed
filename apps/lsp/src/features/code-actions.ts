import { type Action, catalogueOf, lackOf } from "@hexai/actions";
import {
  type CodeAction,
  type CodeActionParams,
  CodeActionTag,
  CodeActionTriggerKind,
  type Command,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";

import type { ActionRequest } from "../action-request.ts";
import { type DiagnosedText, diagnosedText } from "../actions/diagnosed-text.ts";
import type { ClientProfile } from "../client-profile.ts";
import type { ServerContext } from "../server-context.ts";
import { decodeRange } from "../transcode-position.ts";
import { canHaveTests } from "../unit-tests/can-have-tests.ts";
import { ACTION_COMMAND } from "./action-command.ts";

/** The roots of what is offered. Users' own actions can be of any kind, so no more can be said here. */
export const CODE_ACTION_KINDS: readonly string[] = ["quickfix", "refactor", "source"];

/**
 * `textDocument/codeAction`: what can be done with the selection. Answered from local data, because editors
 * ask on every move of the cursor; the work is left to a command.
 */
export function registerCodeActions(context: ServerContext): void {
  const { connection, documents, client, config, gate } = context;
  connection.onCodeAction(async (params) => {
    const { uri } = params.textDocument;
    if (!documents.get(uri) || (await gate.refusalOf(uri)) !== undefined) {
      return [];
    }
    const document = documents.get(uri);
    if (document === undefined) {
      return []; // closed while the gate was asked
    }
    const wanted = catalogueOf(config().prompts.code_action).filter(({ kind }) =>
      isWanted(kind, params.context.only),
    );
    const offers = offersFor(wanted, document, params, client());
    return offers.map((offer) => codeActionOf(offer, client()));
  });
}

interface Offer {
  readonly action: Action;
  readonly request: ActionRequest;
  readonly diagnosed?: DiagnosedText;
}

function offersFor(
  wanted: readonly Action[],
  document: TextDocument,
  { range, context: { diagnostics, triggerKind } }: CodeActionParams,
  { encoding }: ClientProfile,
): readonly Offer[] {
  const { uri, version, languageId } = document;
  const selection = document.getText(decodeRange(document, range, encoding));
  const diagnosed = diagnosedText(document, range, diagnostics, encoding);
  // Some editors have no cursor between two characters, and so always one of them selected.
  const isCursor =
    triggerKind === CodeActionTriggerKind.Automatic && Array.from(selection).length === 1;

  return wanted.flatMap((action): readonly Offer[] => {
    const base = { action: action.id, uri, version };
    if (action.needs === "diagnostics") {
      return diagnosed === undefined
        ? []
        : [
            {
              action,
              request: { ...base, range: diagnosed.range, diagnostics: diagnosed.texts },
              diagnosed,
            },
          ];
    }
    const isOffered =
      !isCursor &&
      (action.result !== "unit_test" || canHaveTests(uri)) &&
      lackOf(action, selection, { languageId, path: uri }) === undefined;
    return isOffered ? [{ action, request: { ...base, range } }] : [];
  });
}

/** A kind covers itself and all that begin with it and a dot; the empty kind covers every one. */
function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  return only?.some((wanted) => wanted === "" || `${kind}.`.startsWith(`${wanted}.`)) ?? true;
}

function codeActionOf(
  { action: { title, kind }, request, diagnosed }: Offer,
  { listsCodeActions, marksGenerated }: ClientProfile,
): CodeAction | Command {
  const command = { title, command: ACTION_COMMAND, arguments: [request] };
  return listsCodeActions
    ? {
        title,
        kind,
        command,
        ...(diagnosed ? { diagnostics: [...diagnosed.diagnostics] } : {}),
        ...(marksGenerated ? { tags: [CodeActionTag.LLMGenerated] } : {}),
      }
    : command;
}
