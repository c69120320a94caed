import type { PrivacyFilter } from "@hexai/privacy";
import type { UsageRecorder } from "@hexai/usage";
import {
  type Connection,
  Emitter,
  type InitializeParams,
  MessageType,
  TextDocumentSyncKind,
} from "vscode-languageserver";

import { registerInlineTags } from "./chat/inline-tags.ts";
import { registerQuestions } from "./chat/questions.ts";
import type { Clock } from "./clock/clock.ts";
import { CODE_ACTION_KINDS, registerCodeActions } from "./code-actions/code-actions.ts";
import { COMMANDS, registerCommands } from "./commands/execute-command.ts";
import { createCompletionService } from "./completion/completion-service.ts";
import { registerInlineCompletion } from "./completion/features/ghost-text.ts";
import { completionOptions, registerCompletion } from "./completion/features/menu.ts";
import type { Log } from "./log/log.ts";
import { createDocumentPrivacy } from "./privacy/document-privacy.ts";
import { createEditApplier } from "./protocol/apply-edit.ts";
import { clientProfile } from "./protocol/client-profile.ts";
import { createDocuments } from "./protocol/documents.ts";
import { showMessage } from "./protocol/messages.ts";
import type { DocumentChange } from "./protocol/text-change.ts";
import { createUndoneEdits } from "./protocol/undone-edits.ts";
import type { Models } from "./server-context.ts";
import { cachedModels } from "./settings/cached-models.ts";
import { registerConfiguration } from "./settings/configuration.ts";
import { createSettings, type SettingsSource } from "./settings/settings.ts";

export interface ServerOptions {
  readonly connection: Connection;
  readonly version: string;
  readonly source: SettingsSource;
  readonly loadPrivacyFilter: () => Promise<PrivacyFilter>;
  /** Called when the settings have been read, and again when they have changed. */
  readonly models: Models;
  readonly usage: UsageRecorder;
  readonly log: Log;
  readonly clock: Clock;
}

export interface RunningServer {
  /** Ends all pending requests. The connection stays open. */
  stop(): void;
  /** Shows a warning, as soon as the client may be sent one. */
  warn(message: string): void;
}

/** Serves one client. Its `shutdown` does the same as `stop()`. */
export function startServer(options: ServerOptions): RunningServer {
  const { connection, version, source, loadPrivacyFilter, usage, log, clock } = options;
  const stopping = new AbortController();
  let client = clientProfile({});
  let completionsEnabled = true;
  let configured: Promise<void> = Promise.resolve();
  const initialized = new Promise<void>((resolve) => {
    connection.onInitialized(async () => {
      resolve();
      await configuration.subscribe();
    });
  });
  const settings = createSettings({
    source,
    log,
    onErrors(lines, hadSettings) {
      const consequence = hadSettings ? "goes on with the settings that it had" : "asks no model";
      const summary = `Hexai ${consequence}, because the configuration has errors:`;
      const message = [summary, ...lines].join("\n");
      // A client may show no message before it is initialized.
      void initialized.then(() => showMessage(connection, MessageType.Error, message));
    },
  });
  const { config } = settings;
  const models = cachedModels(options.models, settings);

  connection.onInitialize(async (params) => {
    client = clientProfile(params.capabilities, params.clientInfo);
    source.open(folderOf(params));
    configured = configuration.initialize(params);
    await configured; // the answer contains the configured trigger characters
    const { name = "a client without a name", version: clientVersion = "" } =
      params.clientInfo ?? {};
    log.info(`hexai-lsp ${version} serves ${name} ${clientVersion}`.trimEnd());
    return {
      capabilities: {
        positionEncoding: client.encoding,
        textDocumentSync: {
          openClose: true,
          change: TextDocumentSyncKind.Incremental,
          save: true,
        },
        codeActionProvider: { codeActionKinds: [...CODE_ACTION_KINDS] },
        executeCommandProvider: { commands: [...COMMANDS] },
        completionProvider: completionOptions(config().triggers.trigger_characters),
        ...(client.completion.hasGhostText ? { inlineCompletionProvider: true } : {}),
      },
      serverInfo: { name: "hexai-lsp", version },
    };
  });
  const stop = (): void => stopping.abort();
  connection.onShutdown(stop);

  const changes = new Emitter<DocumentChange>();
  const documents = createDocuments(
    () => client.encoding,
    (change) => changes.fire(change),
  );
  let writing = new AbortController();
  const configuration = registerConfiguration({
    connection,
    documents,
    onChange: changes.event,
    settings,
    files: source.files,
    clock,
  });
  const targets = { connection, documents, client: () => client };
  const edits = createEditApplier(targets);
  const base = {
    ...targets,
    ...edits,
    ...createUndoneEdits({ ...edits, documents, onChange: changes.event, clock }),
    onChange: changes.event,
    async reloadConfig() {
      if (await settings.reload()) {
        showMessage(connection, MessageType.Info, "Hexai: the configuration was read again");
      }
    },
    config,
    privacy: createDocumentPrivacy({
      loadFilter: loadPrivacyFilter,
      documents,
      settings: () => config().ignore,
      notify: (message) => showMessage(connection, MessageType.Info, message),
    }),
    models: {
      chat: async (surface: "chat" | "code_action") => {
        await configured;
        return models.chat(surface);
      },
      completion: async () => {
        await configured;
        return models.completion();
      },
    },
    completionsEnabled: () => completionsEnabled,
    enableCompletions: (isEnabled: boolean) => {
      completionsEnabled = isEnabled;
    },
    usage,
    log,
    clock,
    stopping: stopping.signal,
    stopWriting: () => {
      writing.abort();
      writing = new AbortController();
    },
    writingSignal: () => AbortSignal.any([stopping.signal, writing.signal]),
  };
  const context = { ...base, completions: createCompletionService(base) };
  registerQuestions(context);
  registerCodeActions(context);
  registerCommands(context);
  registerCompletion(context);
  registerInlineCompletion(context);
  registerInlineTags(context);
  documents.listen(connection);
  connection.listen();
  return {
    stop,
    warn(message) {
      void initialized.then(() =>
        showMessage(connection, MessageType.Warning, `Hexai: ${message}`),
      );
    },
  };
}

function folderOf({ workspaceFolders, ...params }: InitializeParams): string | undefined {
  // oxlint-disable-next-line typescript/no-deprecated -- some clients send nothing newer
  return workspaceFolders?.[0]?.uri ?? params.rootUri ?? undefined;
}
