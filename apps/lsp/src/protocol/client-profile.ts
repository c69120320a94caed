import {
  type ClientCapabilities,
  CodeActionTag,
  type InitializeParams,
  ResourceOperationKind,
} from "vscode-languageserver";

import { type CompletionProfile, completionProfileOf } from "./completion-profile.ts";
import { negotiateEncoding, type PositionEncoding } from "./position-encoding.ts";

/** What the server needs to know about its client. Decided by capabilities first. */
export interface ClientProfile {
  readonly encoding: PositionEncoding;
  /**
   * The client refuses an edit that was made for another version of the document. So does a Neovim, which announces only the
   * operations that there are in such edits, and then says that it has applied what it refused.
   */
  readonly checksVersions: boolean;
  /** A text of ours may grow in a document piece by piece. Eglot asks its user before each piece, the old one namelessly. */
  readonly streamsEdits: boolean;
  readonly showsProgress: boolean;
  /** The client can create a file as a part of an edit. */
  readonly createsFiles: boolean;
  /** The client opens a document when it is asked to. */
  readonly showsDocuments: boolean;
  /** The client lists code actions; others list plain commands. */
  readonly listsCodeActions: boolean;
  /** The client marks a code action whose result a model makes. */
  readonly marksGenerated: boolean;
  readonly completion: CompletionProfile;
}

export function clientProfileOf(
  capabilities: ClientCapabilities,
  clientInfo?: InitializeParams["clientInfo"],
): ClientProfile {
  const { workspace, window, textDocument } = capabilities;
  const { codeAction } = textDocument ?? {};
  const { documentChanges, resourceOperations = [] } = workspace?.workspaceEdit ?? {};
  const announcesVersions = documentChanges === true;
  const isAsking = ["", "eglot"].includes(clientInfo?.name.toLowerCase() ?? "");
  return {
    encoding: negotiateEncoding(capabilities),
    checksVersions: announcesVersions || resourceOperations.length > 0,
    streamsEdits: announcesVersions && !isAsking,
    showsProgress: window?.workDoneProgress === true,
    createsFiles: resourceOperations.includes(ResourceOperationKind.Create),
    showsDocuments: window?.showDocument?.support === true,
    listsCodeActions: codeAction?.codeActionLiteralSupport !== undefined,
    marksGenerated: codeAction?.tagSupport?.valueSet.includes(CodeActionTag.LLMGenerated) === true,
    completion: completionProfileOf(capabilities, clientInfo),
  };
}
