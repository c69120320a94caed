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
import { editorSettingsOf } from "./editor-settings.ts";
import type { Settings } from "./settings.ts";

/** While the user types, the files are looked at so often at most, in milliseconds. */
const LOOK_EVERY_MS = 2_000;

/** The section that the client is asked for. */
const SECTION = "hexai";

export interface ConfigurationParts {
  readonly connection: Connection;
  readonly documents: Pick<TextDocuments<TextDocument>, "onDidSave">;
  readonly onChange: Event<DocumentChange>;
  readonly settings: Settings;
  /** Where the files of the settings are, or would be. */
  readonly files: () => readonly string[];
  readonly clock: Clock;
}

/** The settings that a client sends, and the moments at which files are looked at again: without a watcher or a timer. */
export interface Configuration {
  /** Takes what the client says in `initialize`, and reads the settings for the first time. */
  readonly begin: (params: InitializeParams) => Promise<void>;
  /** Asks the client for its settings, and to tell when they or the files change, if it can. */
  readonly follow: () => Promise<void>;
}

export function registerConfiguration(parts: ConfigurationParts): Configuration {
  const { connection, documents, onChange, settings, files, clock } = parts;
  const sections = Object.keys(defaultConfig());
  let capabilities: ClientCapabilities = {};
  let initial: unknown;
  let lookedAt = -LOOK_EVERY_MS;

  /** What a client says later stands instead of what it said first, until it takes that back. */
  function take(said: unknown, isOurs: boolean): Promise<void> {
    return settings.setEditor(editorSettingsOf(said, sections, { isOurs }) ?? initial);
  }

  async function pull(): Promise<void> {
    const said: unknown = await connection.workspace.getConfiguration(SECTION);
    await take(said, true);
  }

  connection.onDidChangeConfiguration(async ({ settings: said }) => {
    const canPull = capabilities.workspace?.configuration === true;
    const isSaid = editorSettingsOf(said, sections, { isOurs: false }) !== undefined;
    await (isSaid || !canPull ? take(said, false) : pull());
  });
  connection.onDidChangeWatchedFiles(() => settings.check());
  documents.onDidSave(() => void settings.check());
  onChange(() => {
    if (clock.now() - lookedAt >= LOOK_EVERY_MS) {
      lookedAt = clock.now();
      void settings.check();
    }
  });

  return {
    begin(params) {
      ({ capabilities } = params);
      initial = editorSettingsOf(params.initializationOptions, sections, { isOurs: true });
      return settings.setEditor(initial);
    },
    async follow() {
      const { workspace } = capabilities;
      const wishes: Promise<Disposable | void>[] = [];
      if (workspace?.didChangeConfiguration?.dynamicRegistration === true) {
        const options = { section: SECTION };
        wishes.push(connection.client.register(DidChangeConfigurationNotification.type, options));
      }
      if (workspace?.didChangeWatchedFiles?.dynamicRegistration === true) {
        const watchers = files().map((path): FileSystemWatcher => ({ globPattern: path }));
        wishes.push(
          connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }),
        );
      }
      if (workspace?.configuration === true) {
        wishes.push(pull());
      }
      await Promise.allSettled(wishes); // a client that refuses goes without
    },
  };
}
