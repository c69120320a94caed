import {
  type ClientCapabilities,
  CodeActionTag,
  type InitializeParams,
  ResourceOperationKind,
} from "vscode-languageserver";

import { completionProfile, type CompletionProfile } from "./completion-profile.ts";
import { negotiateEncoding, type PositionEncoding } from "./positions.ts";

/** What the server needs to know about its client. Capabilities decide first, the client's name last. */
export interface ClientProfile {
  readonly encoding: PositionEncoding;
  /**
   * The client refuses an edit that was computed for another version of the document. Neovim 0.7 does so too: it announces only
   * the resource operations that such edits may contain, and then reports a refused edit as applied.
   */
  readonly checksVersions: boolean;
  /**
   * An answer may grow in a document edit by edit. In Emacs what the user types next would land inside of it, and eglot asks before
   * each edit; its old releases send no name.
   */
  readonly streamsEdits: boolean;
  /**
   * A cursor at the end of a text that an edit replaces stays inside of the new text, at the last character that both have, and one
   * at the place of an insertion stays before it. So an answer is inserted before what the cursor is behind, which then is removed.
   */
  readonly keepsCursorInside: boolean;
  /** The client makes the changes of one edit in their order. lsp-mode 8 makes the last one first. */
  readonly keepsOrder: boolean;
  readonly showsProgress: boolean;
  /** The client can create a file as part of an edit. */
  readonly createsFiles: boolean;
  /** The client opens a document on request. */
  readonly showsDocuments: boolean;
  /** The client lists code actions; other clients list plain commands. */
  readonly listsCodeActions: boolean;
  /** The client marks code actions whose result comes from a model. */
  readonly marksGenerated: boolean;
  readonly completion: CompletionProfile;
}

export function clientProfile(
  capabilities: ClientCapabilities,
  clientInfo?: InitializeParams["clientInfo"],
): ClientProfile {
  const { workspace, window, textDocument } = capabilities;
  const { codeAction } = textDocument ?? {};
  const { documentChanges, resourceOperations = [] } = workspace?.workspaceEdit ?? {};
  const announcesVersions = documentChanges === true;
  const isEmacs = ["", "eglot", "emacs"].includes(clientInfo?.name.toLowerCase() ?? "");
  return {
    encoding: negotiateEncoding(capabilities, clientInfo),
    checksVersions: announcesVersions || resourceOperations.length > 0,
    streamsEdits: announcesVersions && !isEmacs,
    keepsCursorInside: isEmacs,
    keepsOrder: clientInfo?.name.toLowerCase() !== "emacs",
    showsProgress: window?.workDoneProgress === true,
    createsFiles: resourceOperations.includes(ResourceOperationKind.Create),
    showsDocuments: window?.showDocument?.support === true,
    listsCodeActions: codeAction?.codeActionLiteralSupport !== undefined,
    marksGenerated: codeAction?.tagSupport?.valueSet.includes(CodeActionTag.LLMGenerated) === true,
    completion: completionProfile(capabilities, clientInfo),
  };
}
