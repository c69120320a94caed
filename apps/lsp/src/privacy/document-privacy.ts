import type { IgnoreSettings } from "@hexai/config";
import type { PrivacyFilter } from "@hexai/privacy";
import type { TextDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";

import { documentPath } from "../protocol/uris.ts";

/** Decides which documents stay at home. Every feature asks it before it sends anything of a document or offers to. */
export interface DocumentPrivacy {
  /** Why no text of the document at `uri` may be sent to a model, in words for the user, or undefined when it may be sent. */
  blockedReason(uri: string, options?: BlockedReasonOptions): Promise<string | undefined>;
}

interface BlockedReasonOptions {
  /** The user has asked for something, and the caller shows the reason. */
  readonly callerShows?: boolean;
}

export interface DocumentPrivacyOptions {
  /** Called once, for the first document: no start of the server should wait for the filter to load. */
  readonly loadFilter: () => Promise<PrivacyFilter>;
  readonly documents: Pick<TextDocuments<TextDocument>, "get">;
  readonly settings: () => IgnoreSettings;
  /** Shows one line to the user. */
  readonly notify: (message: string) => void;
}

/**
 * Applies the privacy filter to documents. It takes into account what is open and differs from the disk, and tells the user
 * once about each open document that stays at home, unless the settings turn that off.
 */
export function createDocumentPrivacy({
  loadFilter,
  documents,
  settings,
  notify,
}: DocumentPrivacyOptions): DocumentPrivacy {
  const notified = new Set<string>();
  let filter: Promise<PrivacyFilter> | undefined;

  async function reasonFor(uri: string): Promise<string | undefined> {
    const path = documentPath(uri);
    filter ??= loadFilter();
    return path === undefined
      ? "a document without a readable address is not sent to any model"
      : (await filter).blockedReason(path, documents.get(uri)?.getText().length);
  }

  return {
    async blockedReason(uri, { callerShows = false } = {}) {
      const reason = await reasonFor(uri);
      if (reason !== undefined && documents.get(uri) && !notified.has(uri)) {
        notified.add(uri);
        if (!callerShows && settings().lsp_notify_ignored) {
          notify(`Hexai: ${reason}`);
        }
      }
      return reason;
    },
  };
}
