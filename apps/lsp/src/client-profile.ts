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
  /** The client refuses an edit that was made for another version of the document. */
  readonly checksVersions: boolean;
  /** A text of ours may grow in a document piece by piece. Eglot asks its user before each piece, the old one namelessly. */
  readonly streamsEdits: boolean;
  readonly showsProgress: boolean;
  /** The client can create a file as a part of an edit. Such edits are `documentChanges`, also for a Neovim that does not announce those. */
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
  const checksVersions = workspace?.workspaceEdit?.documentChanges === true;
  const operations = workspace?.workspaceEdit?.resourceOperations ?? [];
  return {
    encoding: negotiateEncoding(capabilities),
    checksVersions,
    streamsEdits: checksVersions && !["", "eglot"].includes(clientInfo?.name.toLowerCase() ?? ""),
    showsProgress: window?.workDoneProgress === true,
    createsFiles: operations.includes(ResourceOperationKind.Create),
    showsDocuments: window?.showDocument?.support === true,
    listsCodeActions: codeAction?.codeActionLiteralSupport !== undefined,
    marksGenerated: codeAction?.tagSupport?.valueSet.includes(CodeActionTag.LLMGenerated) === true,
    completion: completionProfileOf(capabilities, clientInfo),
  };
}
