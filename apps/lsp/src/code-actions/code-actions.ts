import { type Action, catalogueOf, missingInput, testPathsOf } from "@hexai/actions";
import {
  type CodeAction,
  type CodeActionParams,
  CodeActionTag,
  CodeActionTriggerKind,
  type Command,
  type Diagnostic,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";

import {
  COMPLETE_COMMAND,
  COMPLETE_TITLE,
  type CompleteRequest,
} from "../completion/features/complete-command.ts";
import type { ClientProfile } from "../protocol/client-profile.ts";
import { decodeRange, type PositionEncoding } from "../protocol/positions.ts";
import type { ServerContext } from "../server-context.ts";
import { ACTION_COMMAND, type ActionRequest } from "./action-command.ts";
import { diagnosedText } from "./diagnosed-text.ts";

/** The roots of the kinds on offer. Users' own actions may have any kind below them. */
export const CODE_ACTION_KINDS: readonly string[] = ["quickfix", "refactor", "source"];

/**
 * `textDocument/codeAction`: the actions for the selection. Answered from local data, because editors ask on every move of the
 * cursor; a command does the work.
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
  /** The diagnostics that the action resolves. */
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
  // Offered on request only: it is possible everywhere, so the editor's light bulb would always be on.
  return isAutomatic || !isCursor(selection)
    ? actions
    : [...actions, completionOffer({ uri, version, position: range.start })];
}

function canDo(action: Action, selection: string, { uri, languageId }: TextDocument): boolean {
  return (
    (action.result !== "unit_test" || hasPlaceForTests(uri)) &&
    missingInput(action, selection, { languageId, path: uri }) === undefined
  );
}

/** Whether a document is a file on this machine, in a language whose tests have a conventional place. */
function hasPlaceForTests(uri: string): boolean {
  return /^file:/i.test(uri) && testPathsOf({ path: uri }).length > 0;
}

function completionOffer(request: CompleteRequest): Offer {
  return { title: COMPLETE_TITLE, kind: "refactor", command: COMPLETE_COMMAND, request };
}

/** A longer text is more than one character, in UTF-16 code units. */
const MAX_GRAPHEME = 64;

/** Whether the selection is only a cursor. In some editors the cursor is always on a character, which counts as selected. */
function isCursor(selection: string): boolean {
  if (selection.length < 2) {
    return true;
  }
  if (selection.length >= MAX_GRAPHEME || /^[ -~]{2}/.test(selection)) {
    return false;
  }
  // Created only when it is needed, because the first one takes 20 ms.
  const [, second] = new Intl.Segmenter().segment(selection);
  return second === undefined;
}

/** A kind covers itself and all kinds that begin with it and a dot; the empty kind covers all. */
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
