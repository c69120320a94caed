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
  /** `null` when the document is not open, so that the edits are for the file as it is on disk. */
  readonly version: number | null;
  /** Whether there is no such file yet. Only for clients that create files. */
  readonly isNew?: boolean;
  /** In the client's encoding. They do not overlap. */
  readonly edits: readonly TextEdit[];
  /** What the client may call it, in its undo list. */
  readonly label: string;
}

export type Delivery =
  | { readonly ok: true }
  /** The document is not at the version any more; nothing was changed. */
  | { readonly ok: false; readonly reason: "outdated" }
  | { readonly ok: false; readonly reason: "refused"; readonly detail: string };

export type DeliverEdit = (edit: VersionedEdit) => Promise<Delivery>;

export interface Deliverer {
  readonly deliver: DeliverEdit;
  /** Whether an edit was handed over for this version of a document, so that what comes next is, in all likelihood, that edit. */
  readonly isSpent: (uri: string, version: number) => boolean;
}

export interface EditTargets {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly client: () => ClientProfile;
}

/**
 * Makes the one function that changes the user's documents. It hands each version of a document to the
 * client at most once: after an edit was applied, the next must be for what the client says it has become.
 */
export function createDeliverer({ connection, documents, client }: EditTargets): Deliverer {
  const spent = new Map<string, number>();
  documents.onDidClose(({ document }) => spent.delete(document.uri));

  async function apply(edit: VersionedEdit): Promise<ApplyWorkspaceEditResult> {
    try {
      const { label } = edit;
      return await connection.workspace.applyEdit({ label, edit: workspaceEditOf(edit, client()) });
    } catch (error) {
      // The client answered with an error, or is gone.
      return { applied: false, failureReason: error instanceof Error ? error.message : "" };
    }
  }

  const versionOf = (uri: string): number | null => documents.get(uri)?.version ?? null;

  async function deliver(edit: VersionedEdit): Promise<Delivery> {
    const { uri, version } = edit;
    if (versionOf(uri) !== version || (version !== null && spent.get(uri) === version)) {
      return { ok: false, reason: "outdated" };
    }
    if (version !== null) {
      spent.set(uri, version);
    }
    const { applied, failureReason } = await apply(edit);
    if (applied) {
      return { ok: true };
    }
    const isOutdated = versionOf(uri) !== version;
    if (!isOutdated) {
      spent.delete(uri);
    }
    return isOutdated
      ? { ok: false, reason: "outdated" }
      : { ok: false, reason: "refused", detail: failureReason || "no reason given" };
  }

  return { deliver, isSpent: (uri, version) => spent.get(uri) === version };
}

function workspaceEditOf(
  { uri, version, isNew = false, edits }: VersionedEdit,
  { checksVersions }: ClientProfile,
): WorkspaceEdit {
  const isChecked = version !== null && checksVersions;
  if (!isChecked && !isNew) {
    return { changes: { [uri]: [...edits] } };
  }
  const change: TextDocumentEdit = { textDocument: { uri, version }, edits: [...edits] };
  return { documentChanges: isNew ? [{ kind: "create", uri }, change] : [change] };
}
