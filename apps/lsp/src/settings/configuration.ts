import { defaultConfig } from "@hexai/config";
import {
  type ClientCapabilities,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type Disposable,
  type Event,
  type FileSystemWatcher,
  type InitializeParams,
  type TextDocuments,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";

import type { Clock } from "../clock/clock.ts";
import type { DocumentChange } from "../protocol/text-change.ts";
import { parseEditorSettings } from "./editor-settings.ts";
import type { Settings } from "./settings.ts";

/** The shortest time between two looks at the files while the user types, in milliseconds. */
const MIN_INTERVAL_MS = 2_000;

/** The section that the client is asked for. */
const SECTION = "hexai";

export interface ConfigurationOptions {
  readonly connection: Connection;
  readonly documents: Pick<TextDocuments<TextDocument>, "onDidSave">;
  readonly onChange: Event<DocumentChange>;
  readonly settings: Settings;
  /** The paths of the settings' files, whether they exist or not. */
  readonly files: () => readonly string[];
  readonly clock: Clock;
}

/**
 * Connects the settings to the client: it takes the settings that the client sends, and has files read again at moments when
 * something happens anyway, without a watcher or a timer.
 */
export interface Configuration {
  /** Takes the client's settings from `initialize`, and reads the files for the first time. */
  readonly initialize: (params: InitializeParams) => Promise<void>;
  /** Asks the client for its settings, and to report their changes and those of the files, if it can. */
  readonly subscribe: () => Promise<void>;
}

export function registerConfiguration(options: ConfigurationOptions): Configuration {
  const { connection, documents, onChange, settings, files, clock } = options;
  const sections = Object.keys(defaultConfig());
  let capabilities: ClientCapabilities = {};
  let initial: unknown;
  let checkedAt = -MIN_INTERVAL_MS;

  /** Settings that are sent later replace those of `initialize`, which come back when the later ones are taken back. */
  function applyClientSettings(value: unknown, isOurs: boolean): Promise<void> {
    return settings.setEditor(parseEditorSettings(value, sections, { isOurs }) ?? initial);
  }

  async function pull(): Promise<void> {
    const value: unknown = await connection.workspace.getConfiguration(SECTION);
    await applyClientSettings(value, true);
  }

  connection.onDidChangeConfiguration(async ({ settings: value }) => {
    const canPull = capabilities.workspace?.configuration === true;
    const isSent = parseEditorSettings(value, sections, { isOurs: false }) !== undefined;
    await (isSent || !canPull ? applyClientSettings(value, false) : pull());
  });
  connection.onDidChangeWatchedFiles(() => settings.reloadIfChanged());
  documents.onDidSave(() => void settings.reloadIfChanged());
  onChange(() => {
    if (clock.now() - checkedAt >= MIN_INTERVAL_MS) {
      checkedAt = clock.now();
      void settings.reloadIfChanged();
    }
  });

  return {
    initialize(params) {
      ({ capabilities } = params);
      initial = parseEditorSettings(params.initializationOptions, sections, { isOurs: true });
      return settings.setEditor(initial);
    },
    async subscribe() {
      const { workspace } = capabilities;
      const requests: Promise<Disposable | void>[] = [];
      if (workspace?.didChangeConfiguration?.dynamicRegistration === true) {
        const section = { section: SECTION };
        requests.push(connection.client.register(DidChangeConfigurationNotification.type, section));
      }
      if (workspace?.didChangeWatchedFiles?.dynamicRegistration === true) {
        const watchers = files().map((path): FileSystemWatcher => ({ globPattern: path }));
        requests.push(
          connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }),
        );
      }
      if (workspace?.configuration === true) {
        requests.push(pull());
      }
      await Promise.allSettled(requests); // a client may refuse
    },
  };
}
