import type { Config } from "@hexai/config";
import {
  type Connection,
  Emitter,
  type InitializeParams,
  MessageType,
  TextDocumentSyncKind,
} from "vscode-languageserver";

import { clientProfileOf } from "./client-profile.ts";
import type { Clock } from "./clock.ts";
import { createCompletionService } from "./completion/completion-service.ts";
import { createDeliverer } from "./deliver-edit.ts";
import type { DocumentGate } from "./document-gate.ts";
import { createDocuments } from "./documents.ts";
import { CODE_ACTION_KINDS, registerCodeActions } from "./features/code-actions.ts";
import { COMMANDS, registerCommands } from "./features/commands.ts";
import { completionOptions, registerCompletion } from "./features/completion.ts";
import { registerInlineCompletion } from "./features/inline-completion.ts";
import { createSurfaceGate } from "./gate/create-surface-gate.ts";
import type { Log } from "./log.ts";
import type { UsageRecorder } from "./record-usage.ts";
import type { Models } from "./server-context.ts";
import { showMessage } from "./show-message.ts";
import type { DocumentChange } from "./text-change.ts";

export interface ServerParts {
  readonly connection: Connection;
  readonly version: string;
  /**
   * Reads the settings for a workspace and resolves with what is wrong with them, in the user's words.
   *
   * @param folderUri - Absent when no folder is open.
   */
  readonly configure: (folderUri: string | undefined) => Promise<readonly string[]>;
  /** As in `ServerContext`; so are those below. */
  readonly config: () => Config;
  readonly gate: DocumentGate;
  /** Called after `configure`. */
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
  const { connection, version, configure, config, gate, models, usage, log, clock } = parts;
  const stopping = new AbortController();
  let client = clientProfileOf({});
  let completionsEnabled = true;
  let configured: Promise<readonly string[]> = Promise.resolve([]);

  connection.onInitialize(async (params) => {
    client = clientProfileOf(params.capabilities, params.clientInfo);
    configured = configure(folderOf(params));
    await configured; // the trigger characters are in the answer
    const { name = "a client without a name", version: clientVersion = "" } =
      params.clientInfo ?? {};
    log.info(`hexai-lsp ${version} serves ${name} ${clientVersion}`.trimEnd());
    return {
      capabilities: {
        positionEncoding: client.encoding,
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        codeActionProvider: { codeActionKinds: [...CODE_ACTION_KINDS] },
        executeCommandProvider: { commands: [...COMMANDS] },
        completionProvider: completionOptions(config().triggers.trigger_characters),
        ...(client.completion.hasGhostText ? { inlineCompletionProvider: true } : {}),
      },
      serverInfo: { name: "hexai-lsp", version },
    };
  });
  connection.onInitialized(async () => {
    const issues = await configured;
    if (issues.length > 0) {
      log.error(issues.join("\n"));
      const advice = "Hexai goes on with the defaults until this is mended:";
      showMessage(connection, MessageType.Error, [advice, ...issues].join("\n"));
    }
  });
  const stop = (): void => stopping.abort();
  connection.onShutdown(stop);

  const changes = new Emitter<DocumentChange>();
  const documents = createDocuments(
    () => client.encoding,
    (change) => changes.fire(change),
  );
  let writing = new AbortController();
  const targets = { connection, documents, client: () => client };
  const base = {
    ...targets,
    ...createDeliverer(targets),
    onChange: changes.event,
    config,
    gate: createSurfaceGate(gate, {
      documents,
      settings: () => config().ignore,
      tell: (message) => showMessage(connection, MessageType.Info, message),
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
  registerCodeActions(context);
  registerCommands(context);
  registerCompletion(context, completions);
  registerInlineCompletion(context, completions);
  documents.listen(connection);
  connection.listen();
  return { stop };
}

function folderOf({ workspaceFolders, ...params }: InitializeParams): string | undefined {
  // oxlint-disable-next-line typescript/no-deprecated -- some clients send nothing newer
  return workspaceFolders?.[0]?.uri ?? params.rootUri ?? undefined;
}
