import { type Action, catalogueOf, lackOf } from "@hexai/actions";
import {
  type CodeAction,
  type CodeActionParams,
  CodeActionTag,
  CodeActionTriggerKind,
  type Command,
  type Diagnostic,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";

import { COMPLETE_COMMAND, COMPLETE_TITLE } from "../completion/features/complete-command.ts";
import type { CompleteRequest } from "../completion/features/complete-request.ts";
import type { ClientProfile } from "../protocol/client-profile.ts";
import type { PositionEncoding } from "../protocol/position-encoding.ts";
import { decodeRange } from "../protocol/positions.ts";
import type { ServerContext } from "../server-context.ts";
import { ACTION_COMMAND } from "./action-command.ts";
import type { ActionRequest } from "./action-request.ts";
import { diagnosedText } from "./diagnostics.ts";
import { canHaveTests } from "./unit-tests/can-have-tests.ts";

/** The roots of what is offered. Users' own actions can be of any kind, so no more can be said here. */
export const CODE_ACTION_KINDS: readonly string[] = ["quickfix", "refactor", "source"];

/**
 * `textDocument/codeAction`: what can be done with the selection. Answered from local data, because editors
 * ask on every move of the cursor; the work is left to a command.
 */
export function registerCodeActions(context: ServerContext): void {
  const { connection, documents, client, config, privacy } = context;
  connection.onCodeAction(async (params) => {
    const { uri } = params.textDocument;
    if (!documents.get(uri) || (await privacy.blockedReason(uri)) !== undefined) {
      return [];
    }
    const document = documents.get(uri);
    if (document === undefined) {
      return []; // closed meanwhile
    }
    const catalogue = catalogueOf(config().prompts.code_action);
    return offersFor(catalogue, document, params, client().encoding)
      .filter(({ kind }) => isWanted(kind, params.context.only))
      .map((offer) => codeActionOf(offer, client()));
  });
}

interface Offer {
  readonly title: string;
  readonly kind: string;
  readonly command: string;
  readonly request: ActionRequest | CompleteRequest;
  /** What it is about, if it is about diagnostics. */
  readonly diagnostics?: readonly Diagnostic[];
}

function offersFor(
  catalogue: readonly Action[],
  document: TextDocument,
  { range, context: { diagnostics, triggerKind } }: CodeActionParams,
  encoding: PositionEncoding,
): readonly Offer[] {
  const { uri, version } = document;
  const selection = document.getText(decodeRange(document, range, encoding));
  const diagnosed = diagnosedText(document, range, diagnostics, encoding);
  const isAutomatic = triggerKind === CodeActionTriggerKind.Automatic;
  const isSelected = !(isAutomatic && isCursor(selection));

  const actions = catalogue.flatMap((action): readonly Offer[] => {
    const { title, kind } = action;
    const offer = { title, kind, command: ACTION_COMMAND };
    const base = { action: action.id, uri, version };
    if (action.needs === "diagnostics" && diagnosed !== undefined) {
      const request = { ...base, range: diagnosed.range, diagnostics: diagnosed.texts };
      return [{ ...offer, request, diagnostics: diagnosed.diagnostics }];
    }
    return isSelected && canDo(action, selection, document)
      ? [{ ...offer, request: { ...base, range } }]
      : [];
  });
  // Offered on request alone: it can be done everywhere, so that a lamp for it would shine everywhere.
  return isAutomatic || !isCursor(selection)
    ? actions
    : [...actions, completionOffer({ uri, version, position: range.start })];
}

function canDo(action: Action, selection: string, { uri, languageId }: TextDocument): boolean {
  return (
    (action.result !== "unit_test" || canHaveTests(uri)) &&
    lackOf(action, selection, { languageId, path: uri }) === undefined
  );
}

function completionOffer(request: CompleteRequest): Offer {
  return { title: COMPLETE_TITLE, kind: "refactor", command: COMPLETE_COMMAND, request };
}

/** More than one character has. */
const LONGEST_GRAPHEME = 64;

/** Some editors have no cursor between two characters: there one character is always selected. */
function isCursor(selection: string): boolean {
  if (selection.length < 2) {
    return true;
  }
  if (selection.length >= LONGEST_GRAPHEME || /^[ -~]{2}/.test(selection)) {
    return false;
  }
  // Made here and only for such a selection: the first takes 20 ms.
  const [, second] = new Intl.Segmenter().segment(selection);
  return second === undefined;
}

/** A kind covers itself and all that begin with it and a dot; the empty kind covers every one. */
function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  return only?.some((wanted) => wanted === "" || `${kind}.`.startsWith(`${wanted}.`)) ?? true;
}

function codeActionOf(
  { title, kind, command: name, request, diagnostics }: Offer,
  { listsCodeActions, marksGenerated }: ClientProfile,
): CodeAction | Command {
  const command = { title, command: name, arguments: [request] };
  return listsCodeActions
    ? {
        title,
        kind,
        command,
        ...(diagnostics ? { diagnostics: [...diagnostics] } : {}),
        ...(marksGenerated ? { tags: [CodeActionTag.LLMGenerated] } : {}),
      }
    : command;
}
