import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";

import {
  type ApplyWorkspaceEditParams,
  type ApplyWorkspaceEditResult,
  type CodeAction,
  type CompletionList,
  type ConfigurationParams,
  createMessageConnection,
  type InitializeParams,
  type InitializeResult,
  type InlineCompletionList,
  type LogMessageParams,
  type PositionEncodingKind,
  type ProgressToken,
  type Registration,
  type RegistrationParams,
  type ShowDocumentParams,
  type ShowMessageParams,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";

import { rangeOf, type Span } from "./editor-document.ts";
import { createEditor, type Editor, type EditorOptions } from "./editor.ts";

export interface LanguageClientOptions extends EditorOptions {
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment of the server. When undefined, this process's own. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Runs when an edit has arrived and before it is applied. */
  readonly beforeEdit?: (client: LanguageClient) => void;
  /** The unit of columns, for a client that has its own and does not negotiate. @default what the server answers */
  readonly unit?: PositionEncodingKind;
  /** What the client says of each section that it is asked for in `workspace/configuration`. */
  readonly configuration?: (section: string) => unknown;
}

/** An edit that the server asked for, and what came of it. */
export interface ReceivedEdit {
  readonly params: ApplyWorkspaceEditParams;
  readonly result: ApplyWorkspaceEditResult;
}

export interface ReceivedProgress {
  readonly token: ProgressToken;
  readonly value: unknown;
}

/** An editor without a screen: a language server's client over stdio. Everything it got is kept, oldest first. */
export interface LanguageClient extends Editor {
  readonly pid: number;
  /** The unit of columns, once it is initialized. */
  readonly unit: () => PositionEncodingKind;
  readonly edits: readonly ReceivedEdit[];
  /** `window/showMessage`. */
  readonly messages: readonly ShowMessageParams[];
  /** `window/showDocument`. */
  readonly shown: readonly ShowDocumentParams[];
  /** `window/logMessage`. */
  readonly logs: readonly LogMessageParams[];
  /** `$/progress`. */
  readonly progress: readonly ReceivedProgress[];
  /** `client/registerCapability`. */
  readonly registered: readonly Registration[];
  /** Sends `initialize` and `initialized`. `params` adds to what a capable editor says of itself. */
  initialize(params?: Partial<InitializeParams>): Promise<InitializeResult>;
  /** The actions that are offered for a part of a document. */
  codeActions(uri: string, span: Span, only?: readonly string[]): Promise<readonly CodeAction[]>;
  /** Runs the command of an action, as an editor does when its user chooses the action. */
  choose(action: CodeAction): Promise<unknown>;
  executeCommand(command: string, ...args: readonly unknown[]): Promise<unknown>;
  cancelProgress(token: ProgressToken): void;
  complete(params: object): Promise<CompletionList>;
  completeInline(params: object): Promise<InlineCompletionList>;
  request(method: string, params?: object): Promise<unknown>;
  notify(method: string, params?: object): void;
  shutdown(): Promise<unknown>;
  /** Sends `exit`. */
  exit(): void;
  /** Closes the server's stdin. */
  endInput(): void;
  /** The exit code, once the server has ended; `null` after a signal. */
  readonly exited: Promise<number | null>;
  /** What the server has written to stderr so far. */
  stderr(): string;
  /** Kills the server if it still runs. */
  stop(): Promise<void>;
}

/** How long messages that came before the end of the server may wait to be handled, in milliseconds. */
const LAST_MESSAGES_MS = 100;

/** Starts a language server and connects to it. The caller must `stop()` it. */
export async function startLanguageServer(options: LanguageClientOptions): Promise<LanguageClient> {
  const { command, args, env = process.env, cwd, beforeEdit, unit } = options;
  const { configuration = () => null } = options;
  const child = spawn(command, args, { env, ...(cwd === undefined ? {} : { cwd }) });
  await once(child, "spawn");
  const exited = once(child, "exit").then(([code]: (number | null)[]) => code ?? null);
  const stderr = textOf(child);
  const reader = new StreamMessageReader(child.stdout);
  reader.partialMessageTimeout = 0; // its timer would outlive a server that is killed within a message
  const connection = createMessageConnection(reader, new StreamMessageWriter(child.stdin));
  child.stdin.on("error", () => undefined); // a server that has ended is told by `exited`
  connection.onError(() => undefined);
  // Rejects the requests that will never be answered. The library handles one message a turn, so the last ones are still waiting.
  child.once("close", () => setTimeout(() => connection.dispose(), LAST_MESSAGES_MS));

  let encoding: PositionEncodingKind = "utf-16";
  const notify = (method: string, params?: object): void => {
    const send = async (): Promise<void> => connection.sendNotification(method, params);
    send().catch(() => undefined); // the server has ended, which `exited` tells
  };
  const request = (method: string, params?: object): Promise<unknown> =>
    connection.sendRequest(method, params);
  const editor = createEditor(notify, () => encoding, options);

  const edits: ReceivedEdit[] = [];
  const messages: ShowMessageParams[] = [];
  const shown: ShowDocumentParams[] = [];
  const logs: LogMessageParams[] = [];
  const progress: ReceivedProgress[] = [];
  const registered: Registration[] = [];
  connection.onRequest("workspace/applyEdit", (params: ApplyWorkspaceEditParams) => {
    beforeEdit?.(client);
    const result = editor.apply(params);
    edits.push({ params, result });
    return result;
  });
  connection.onRequest("workspace/configuration", ({ items }: ConfigurationParams) =>
    items.map(({ section = "" }) => configuration(section)),
  );
  connection.onRequest("client/registerCapability", ({ registrations }: RegistrationParams) => {
    registered.push(...registrations);
  });
  connection.onRequest("window/workDoneProgress/create", () => null);
  connection.onRequest("window/showDocument", (params: ShowDocumentParams) => {
    shown.push(params);
    return { success: true };
  });
  connection.onNotification("window/showMessage", (params: ShowMessageParams) => {
    messages.push(params);
  });
  connection.onNotification("window/logMessage", (params: LogMessageParams) => {
    logs.push(params);
  });
  connection.onUnhandledProgress((params) => {
    progress.push(params);
  });
  connection.listen();

  const client: LanguageClient = {
    ...editor,
    pid: child.pid ?? -1,
    unit: () => encoding,
    edits,
    messages,
    shown,
    logs,
    progress,
    registered,
    request,
    notify,
    exited,
    stderr,
    async initialize(params = {}) {
      const result: InitializeResult = await connection.sendRequest("initialize", {
        processId: process.pid,
        rootUri: null,
        ...params,
        capabilities: { ...CAPABILITIES, ...params.capabilities },
      });
      encoding = unit ?? result.capabilities.positionEncoding ?? "utf-16";
      notify("initialized", {});
      return result;
    },
    async codeActions(uri, span, only) {
      const actions: readonly CodeAction[] | null = await connection.sendRequest(
        "textDocument/codeAction",
        {
          textDocument: { uri },
          range: rangeOf(editor.document(uri).text, span, encoding),
          context: { diagnostics: [], ...(only ? { only } : {}) },
        },
      );
      return actions ?? [];
    },
    choose: ({ command: chosen }) => request("workspace/executeCommand", chosen),
    executeCommand: (name, ...parameters) =>
      request("workspace/executeCommand", { command: name, arguments: parameters }),
    complete: (params) => connection.sendRequest("textDocument/completion", params),
    completeInline: (params) => connection.sendRequest("textDocument/inlineCompletion", params),
    cancelProgress(token) {
      notify("window/workDoneProgress/cancel", { token });
    },
    shutdown: () => request("shutdown"),
    exit() {
      notify("exit");
    },
    endInput() {
      child.stdin.end();
    },
    async stop() {
      connection.dispose();
      child.kill("SIGKILL");
      await exited;
    },
  };
  return client;
}

/** What a capable editor says of itself. */
const CAPABILITIES: InitializeParams["capabilities"] = {
  workspace: { applyEdit: true, workspaceEdit: { documentChanges: true } },
  textDocument: {
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["refactor"] } } },
  },
  window: { workDoneProgress: true },
};

function textOf({ stderr }: ChildProcessWithoutNullStreams): () => string {
  const chunks: Buffer[] = [];
  stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}
