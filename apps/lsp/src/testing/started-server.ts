import type { ChatClient } from "@hexai/chat";
import { type Config, defaultConfig, type LoadedConfig } from "@hexai/config";
import type {
  ApplyWorkspaceEditParams,
  ApplyWorkspaceEditResult,
  ClientCapabilities,
  InitializeParams,
  InitializeResult,
  Position,
  Range,
  ShowMessageParams,
} from "vscode-languageserver";

import type { Clock } from "../clock/clock.ts";
import { SYSTEM_CLOCK } from "../clock/io/system-clock.ts";
import type { CompletionModel } from "../completion/engine/request-model.ts";
import { documentPath } from "../protocol/uris.ts";
import { type RunningServer, startServer } from "../start-server.ts";
import { type ConnectedPair, connectedPair } from "./connected-pair.ts";
import { type FakeLog, fakeLog } from "./fake-log.ts";
import { type FakeUsage, fakeUsage } from "./fake-usage.ts";

export interface StartedServer extends ConnectedPair {
  readonly running: RunningServer;
  readonly initialized: InitializeResult;
  readonly usage: FakeUsage;
  readonly log: FakeLog;
  readonly messages: readonly ShowMessageParams[];
  readonly edits: readonly ApplyWorkspaceEditParams[];
  open(uri: string, languageId: string, text: string, version?: number): Promise<void>;
}

export interface ServerSetup {
  readonly chat: ChatClient | Error;
  /** The models that complete. @default none */
  readonly models?: readonly CompletionModel[] | Promise<readonly CompletionModel[]> | Error;
  readonly config?: Config;
  /** Why documents must not be sent, by their URI. */
  readonly blocked?: ReadonlyMap<string, string>;
  readonly capabilities?: ClientCapabilities;
  readonly clientInfo?: InitializeParams["clientInfo"];
  /** @default the system's clock */
  readonly clock?: Clock;
  readonly issues?: readonly string[];
  /** The client's answer to an edit. @default { applied: true } */
  readonly onEdit?: (params: ApplyWorkspaceEditParams) => ApplyWorkspaceEditResult;
}

const OVERRIDE = { type: "override" } as const;

/** A server in memory with a client that has initialized it. */
export async function startedServer(setup: ServerSetup): Promise<StartedServer> {
  const { chat, capabilities = {}, issues = [], onEdit = () => ({ applied: true }) } = setup;
  const {
    models = [],
    config = defaultConfig(),
    blocked = new Map<string, string>(),
    clock = SYSTEM_CLOCK,
  } = setup;
  const pair = connectedPair();
  const { client, server } = pair;
  const outcome: LoadedConfig =
    issues.length === 0
      ? { ok: true, config, origins: new Map() }
      : { ok: false, issues: issues.map((message) => ({ origin: OVERRIDE, message })) };
  const reasons = new Map([...blocked].map(([uri, reason]) => [documentPath(uri), reason]));
  const usage = fakeUsage();
  const log = fakeLog();
  const running = startServer({
    connection: server,
    version: "1.2.3",
    source: {
      open: () => undefined,
      read: () => Promise.resolve(outcome),
      files: () => [],
      fingerprint: () => "",
      apply: () => undefined,
    },
    loadPrivacyFilter: () => Promise.resolve({ blockedReason: (path) => reasons.get(path) }),
    models: {
      chat: () => (chat instanceof Error ? Promise.reject(chat) : Promise.resolve(chat)),
      completion: () =>
        models instanceof Error ? Promise.reject(models) : Promise.resolve(models),
    },
    usage,
    log,
    clock,
  });
  const messages: ShowMessageParams[] = [];
  const edits: ApplyWorkspaceEditParams[] = [];
  client.onNotification("window/showMessage", (params: ShowMessageParams) => {
    messages.push(params);
  });
  client.onRequest("workspace/applyEdit", (params: ApplyWorkspaceEditParams) => {
    edits.push(params);
    return onEdit(params);
  });
  const initialized: InitializeResult = await client.sendRequest("initialize", {
    processId: null,
    rootUri: null,
    capabilities,
    ...(setup.clientInfo ? { clientInfo: setup.clientInfo } : {}),
  });
  await client.sendNotification("initialized", {});
  return {
    ...pair,
    running,
    initialized,
    usage,
    log,
    messages,
    edits,
    open: (uri, languageId, text, version = 1) =>
      client.sendNotification("textDocument/didOpen", {
        textDocument: { uri, languageId, version, text },
      }),
  };
}

/** The range from `start` to `end`, each a line and a character. */
export function range(start: readonly [number, number], end: readonly [number, number]): Range {
  return { start: position(start), end: position(end) };
}

function position([line, character]: readonly [number, number]): Position {
  return { line, character };
}
