import type { ChatClient } from "@hexai/chat";
import type { Config } from "@hexai/config";
import type { UsageRecorder } from "@hexai/usage";
import type { Connection, Event, TextDocuments, TextEdit } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";

import type { Clock } from "./clock/clock.ts";
import type { Completer } from "./completion/engine/completion-model.ts";
import type { EngineCounters } from "./completion/engine/engine-counters.ts";
import type { Log } from "./log/log.ts";
import type { DocumentPrivacy } from "./privacy/document-privacy.ts";
import type { DeliverEdit } from "./protocol/apply-edit.ts";
import type { ClientProfile } from "./protocol/client-profile.ts";
import type { DocumentChange } from "./protocol/text-change.ts";

/** What every feature gets. */
export interface ServerContext {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  /** What was changed in a document, when it is already as it says. */
  readonly onChange: Event<DocumentChange>;
  /** Known once the client has sent `initialize`, before any feature is asked for anything. */
  readonly client: () => ClientProfile;
  /** The settings as they are now: they can change while the server runs. */
  readonly config: () => Config;
  /** Reads the settings again, and tells the user what came of it. */
  readonly reloadConfig: () => Promise<void>;
  readonly privacy: DocumentPrivacy;
  readonly models: Models;
  /** Whether the user wants completions at all. Turned off and on by a command; asked for every request. */
  readonly completionsEnabled: () => boolean;
  readonly enableCompletions: (isEnabled: boolean) => void;
  /**
   * Asks the first model what belongs at `offset`, in UTF-16 code units, and resolves with the edit that inserts it, in the
   * client's encoding. The new text is empty when nothing belongs there.
   *
   * @throws {ChatError} (as a rejection) As the models do, and when the document must stay at home.
   */
  readonly completeAt: (
    document: TextDocument,
    offset: number,
    signal: AbortSignal,
  ) => Promise<TextEdit>;
  /** What the completions were, since the server began. */
  readonly completionCounters: () => EngineCounters;
  /** The one way to change the user's documents. */
  readonly deliver: DeliverEdit;
  /** As in `Deliverer`. */
  readonly isSpent: (uri: string, version: number) => boolean;
  readonly usage: UsageRecorder;
  readonly log: Log;
  readonly clock: Clock;
  /** Aborted when the server shuts down. */
  readonly stopping: AbortSignal;
  /** Ends what models are writing at the moment, as the user wants. */
  readonly stopWriting: () => void;
  /** For what begins now: aborted by `stopWriting`, and when the server shuts down. */
  readonly untilStopped: () => AbortSignal;
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
