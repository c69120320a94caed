import type {
  ApplyWorkspaceEditResult,
  Connection,
  TextDocumentEdit,
  TextDocuments,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";

import type { ClientProfile } from "./client-profile.ts";

/** A change that was computed for one version of a document. */
interface VersionedEdit {
  readonly uri: string;
  /** `null` when the document is not open, so that the edits apply to the file on disk. */
  readonly version: number | null;
  /** The file does not exist yet. Only for clients that create files. */
  readonly isNew?: boolean;
  /** In the client's encoding, without overlaps. */
  readonly edits: readonly TextEdit[];
  /** Edits that count in the text that `edits` leave. Only for clients that check versions. */
  readonly thenEdits?: readonly TextEdit[];
  /** Shown by clients in their undo list. */
  readonly label: string;
}

export type EditResult =
  | { readonly ok: true }
  /** The document has another version by now; nothing was changed. */
  | { readonly ok: false; readonly reason: "outdated" }
  | { readonly ok: false; readonly reason: "refused"; readonly detail: string };

export type ApplyEdit = (edit: VersionedEdit) => Promise<EditResult>;

export interface EditApplier {
  readonly applyEdit: ApplyEdit;
  /** Whether an edit was sent for this version of a document, so that the next change is most likely that edit. */
  readonly alreadyEdited: (uri: string, version: number) => boolean;
}

export interface EditApplierOptions {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly client: () => ClientProfile;
}

/**
 * Creates the only function that changes the user's documents. It sends at most one edit for each version of a document, since
 * an applied edit makes a new version, which the next edit must be computed for.
 */
export function createEditApplier({
  connection,
  documents,
  client,
}: EditApplierOptions): EditApplier {
  const editedVersions = new Map<string, number>();
  documents.onDidClose(({ document }) => editedVersions.delete(document.uri));

  async function sendEdit(edit: VersionedEdit): Promise<ApplyWorkspaceEditResult> {
    try {
      const { label } = edit;
      return await connection.workspace.applyEdit({ label, edit: workspaceEdit(edit, client()) });
    } catch (error) {
      // The client answered with an error, or the connection is closed.
      return { applied: false, failureReason: error instanceof Error ? error.message : "" };
    }
  }

  const versionOf = (uri: string): number | null => documents.get(uri)?.version ?? null;
  const alreadyEdited = (uri: string, version: number): boolean =>
    editedVersions.get(uri) === version;

  async function applyEdit(edit: VersionedEdit): Promise<EditResult> {
    const { uri, version } = edit;
    if (versionOf(uri) !== version || (version !== null && alreadyEdited(uri, version))) {
      return { ok: false, reason: "outdated" };
    }
    if (version !== null) {
      editedVersions.set(uri, version);
    }
    const { applied, failureReason } = await sendEdit(edit);
    if (applied) {
      return { ok: true };
    }
    if (versionOf(uri) !== version) {
      return { ok: false, reason: "outdated" };
    }
    editedVersions.delete(uri);
    return { ok: false, reason: "refused", detail: failureReason || "no reason given" };
  }

  return { applyEdit, alreadyEdited };
}

function workspaceEdit(
  { uri, version, isNew = false, edits, thenEdits = [] }: VersionedEdit,
  { checksVersions }: ClientProfile,
): WorkspaceEdit {
  const isChecked = version !== null && checksVersions;
  if (!isChecked && !isNew) {
    return { changes: { [uri]: [...edits] } };
  }
  const change: TextDocumentEdit = { textDocument: { uri, version }, edits: [...edits] };
  // The version between the two is the client's own.
  const later: TextDocumentEdit = {
    textDocument: { uri, version: null },
    edits: [...thenEdits],
  };
  const changes = thenEdits.length === 0 ? [change] : [change, later];
  return { documentChanges: isNew ? [{ kind: "create", uri }, ...changes] : changes };
}

export const OUTDATED =
  "the document has changed meanwhile, so it was left as it is; run the action again if you still want it";

/** What to tell the user of an edit, or `undefined` when it was applied. */
export function editProblem(result: EditResult): string | undefined {
  if (result.ok) {
    return undefined;
  }
  return result.reason === "outdated" ? OUTDATED : refusedProblem(result.detail);
}

export function refusedProblem(detail: string): string {
  return `the editor refused the edit (${detail})`;
}
