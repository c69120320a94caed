import type { ChatClient } from "@hexai/chat";
import type { Config } from "@hexai/config";
import type { UsageRecorder } from "@hexai/usage";
import type { Connection, Event, TextDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";

import type { Clock } from "./clock/clock.ts";
import type { CompletionService } from "./completion/completion-service.ts";
import type { CompletionModel } from "./completion/engine/request-model.ts";
import type { Log } from "./log/log.ts";
import type { DocumentPrivacy } from "./privacy/document-privacy.ts";
import type { EditApplier } from "./protocol/apply-edit.ts";
import type { ClientProfile } from "./protocol/client-profile.ts";
import type { DocumentChange } from "./protocol/text-change.ts";
import type { UndoneEdits } from "./protocol/undone-edits.ts";

/** What every feature gets. */
export interface ServerContext extends EditApplier, UndoneEdits {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  /** Fires for each `didChange`, once the document has its new text. */
  readonly onChange: Event<DocumentChange>;
  /** Known once the client has sent `initialize`, so before any feature is asked for anything. */
  readonly client: () => ClientProfile;
  /** The current settings, which may change while the server runs. */
  readonly config: () => Config;
  /** Reads the settings again, and tells the user about the result. */
  readonly reloadConfig: () => Promise<void>;
  readonly privacy: DocumentPrivacy;
  readonly models: Models;
  /** Whether completions are turned on, by default and by a command. */
  readonly completionsEnabled: () => boolean;
  readonly enableCompletions: (isEnabled: boolean) => void;
  readonly completions: CompletionService;
  readonly usage: UsageRecorder;
  readonly log: Log;
  readonly clock: Clock;
  /** Aborted when the server shuts down. */
  readonly stopping: AbortSignal;
  /** Ends the work of `writingSignal`, on the user's request. */
  readonly stopWriting: () => void;
  /** A signal for work that starts now and writes into a document: aborted by `stopWriting`, and when the server shuts down. */
  readonly writingSignal: () => AbortSignal;
}

/** The configured models. Their providers are loaded on the first call, and again after a change of settings. */
export interface Models {
  /**
   * The client of a surface, with fail-over among its targets.
   *
   * @throws {ChatError} (as a rejection) `misconfigured`, with a message that says what to set.
   */
  chat(surface: "chat" | "code_action"): Promise<ChatClient>;
  /**
   * The models that complete, at least one. Several are asked at the same time.
   *
   * @throws {ChatError} (as a rejection) As `chat` does.
   */
  completion(): Promise<readonly CompletionModel[]>;
}
