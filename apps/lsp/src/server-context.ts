import type { ChatClient } from "@hexai/chat";
import type { Config } from "@hexai/config";
import type { Connection, TextDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";

import type { ClientProfile } from "./client-profile.ts";
import type { Completer } from "./completer.ts";
import type { DocumentGate } from "./document-gate.ts";
import type { Log } from "./log.ts";
import type { UsageRecorder } from "./record-usage.ts";

/** What every feature gets. */
export interface ServerContext {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  /** Known once the client has sent `initialize`, before any feature is asked for anything. */
  readonly client: () => ClientProfile;
  /** The settings as they are now: they can change while the server runs. */
  readonly config: () => Config;
  /** Where every feature asks before it sends anything of a document, and before it offers to. */
  readonly gate: DocumentGate;
  readonly models: Models;
  /** Whether the user wants completions at all. Turned off and on by a command; asked for every request. */
  readonly completionsEnabled: () => boolean;
  readonly enableCompletions: (isEnabled: boolean) => void;
  readonly usage: UsageRecorder;
  readonly log: Log;
  /** Aborted when the server shuts down. */
  readonly stopping: AbortSignal;
}

/** The models that are configured. Their providers are loaded on the first call, and again after a change of settings. */
export interface Models {
  /**
   * Whom a surface talks to, with fail-over among its targets.
   *
   * @throws {ChatError} (as a rejection) `misconfigured`, with a message that says what to set.
   */
  chat(surface: "chat" | "code_action"): Promise<ChatClient>;
  /**
   * Everybody who completes, at least one. Several are asked side by side.
   *
   * @throws {ChatError} (as a rejection) As `chat` does.
   */
  completers(): Promise<readonly Completer[]>;
}
