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
import { registerChat } from "./chat/questions.ts";
import type { Clock } from "./clock/clock.ts";
import { CODE_ACTION_KINDS, registerCodeActions } from "./code-actions/code-actions.ts";
import { COMMANDS, registerCommands } from "./commands/commands.ts";
import { createCompletionService } from "./completion/engine/completion-service.ts";
import { registerInlineCompletion } from "./completion/features/ghost-text.ts";
import { completionOptions, registerCompletion } from "./completion/features/menu.ts";
import type { Log } from "./log/log.ts";
import { createDocumentPrivacy } from "./privacy/document-privacy.ts";
import { createDeliverer } from "./protocol/apply-edit.ts";
import { clientProfileOf } from "./protocol/client-profile.ts";
import { createDocuments } from "./protocol/documents.ts";
import { showMessage } from "./protocol/show-message.ts";
import type { DocumentChange } from "./protocol/text-change.ts";
import type { Models } from "./server-context.ts";
import { keptModels } from "./settings/cached-models.ts";
import { registerConfiguration } from "./settings/configuration.ts";
import type { SettingsSource } from "./settings/settings-source.ts";
import { createSettings } from "./settings/settings.ts";

export interface ServerParts {
  readonly connection: Connection;
  readonly version: string;
  readonly source: SettingsSource;
  /** As in `ServerContext`; so are those below. */
  readonly loadPrivacyFilter: () => Promise<PrivacyFilter>;
  /** Called when the settings have been read, and again when they have changed. */
  readonly models: Models;
  readonly usage: UsageRecorder;
  readonly log: Log;
  readonly clock: Clock;
}

export interface RunningServer {
  /** Ends every request that is under way. The connection stays open. */
  stop(): void;
}

/** Serves one client. Its `shutdown` does what `stop()` does. */
export function startServer(parts: ServerParts): RunningServer {
  const { connection, version, source, loadPrivacyFilter, usage, log, clock } = parts;
  const stopping = new AbortController();
  let client = clientProfileOf({});
  let completionsEnabled = true;
  let configured: Promise<void> = Promise.resolve();
  const greeted = new Promise<void>((resolve) => {
    connection.onInitialized(async () => {
      resolve();
      await configuration.follow();
    });
  });
  const settings = createSettings({
    source,
    log,
    onMistakes(lines, hadSettings) {
      const kept = hadSettings ? "the settings that it had" : "the defaults";
      const advice = `Hexai goes on with ${kept} until this is mended:`;
      const message = [advice, ...lines].join("\n");
      // Before that the client may show nothing.
      void greeted.then(() => showMessage(connection, MessageType.Error, message));
    },
  });
  const { config } = settings;
  const models = keptModels(parts.models, config);

  connection.onInitialize(async (params) => {
    client = clientProfileOf(params.capabilities, params.clientInfo);
    source.open(folderOf(params));
    configured = configuration.begin(params);
    await configured; // the trigger characters are in the answer
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
  const base = {
    ...targets,
    ...createDeliverer(targets),
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
      completers: async () => {
        await configured;
        return models.completers();
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
    untilStopped: () => AbortSignal.any([stopping.signal, writing.signal]),
  };
  const completions = createCompletionService(base);
  const context = {
    ...base,
    completeAt: completions.completeAt,
    completionCounters: () => completions.engine.counters(),
  };
  registerChat(context);
  registerCodeActions(context);
  registerCommands(context);
  registerCompletion(context, completions);
  registerInlineCompletion(context, completions);
  registerInlineTags(context);
  documents.listen(connection);
  connection.listen();
  return { stop };
}

function folderOf({ workspaceFolders, ...params }: InitializeParams): string | undefined {
  // oxlint-disable-next-line typescript/no-deprecated -- some clients send nothing newer
  return workspaceFolders?.[0]?.uri ?? params.rootUri ?? undefined;
}
