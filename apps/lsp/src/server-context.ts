import type { ChatClient } from "@hexai/chat";
import type { Connection, TextDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";

import type { ClientProfile } from "./client-profile.ts";
import type { Log } from "./log.ts";
import type { UsageRecorder } from "./record-usage.ts";

/** What every feature gets. */
export interface ServerContext {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  /** Known once the client has sent `initialize`, before any feature is asked for anything. */
  readonly client: () => ClientProfile;
  /**
   * The model to talk to; its provider is loaded on the first call.
   *
   * @throws {ChatError} (as a rejection) `misconfigured`, with a message that says what to set.
   */
  readonly chat: () => Promise<ChatClient>;
  readonly usage: UsageRecorder;
  readonly log: Log;
  /** Aborted when the server shuts down. */
  readonly stopping: AbortSignal;
}
