import {
  type Config,
  type ConfigIssue,
  defaultConfig,
  formatConfigIssue,
  type LoadedConfig,
} from "@hexai/config";

import type { Log } from "../log/log.ts";

/** Reads the settings of the server, and applies them outside of it. */
export interface SettingsSource {
  /** Sets the workspace's folder, or `undefined` when no folder is open. Called once, before anything else. */
  readonly open: (folderUri: string | undefined) => void;
  /**
   * Reads all layers. Never rejects.
   *
   * @param editor - The client's settings: sections as in the file, not validated.
   */
  readonly read: (editor: unknown) => Promise<LoadedConfig>;
  /** The paths of the files that `read` looks at, whether they exist or not. */
  readonly files: () => readonly string[];
  /** A text that differs when one of these files has changed. Cheap. */
  readonly fingerprint: () => string;
  /** Applies settings outside of the server: to the log, the statistics and the privacy filter. */
  readonly apply: (config: Config) => void;
}

/** The settings of a running server. */
export interface Settings {
  /** The current settings: the same object as long as nothing in it changes. */
  readonly config: () => Config;
  /** Whether there have been valid settings. Without them, `config` gives defaults, which say nothing about whom the user trusts. */
  readonly isValid: () => boolean;
  /** Sets the client's settings. Nothing is read when they are the same as before. */
  readonly setEditor: (editor: unknown) => Promise<void>;
  /** Reads everything again, and reports errors again. Resolves with whether the settings are valid. */
  readonly reload: () => Promise<boolean>;
  /** Reads everything again if a file has changed. Call it where something happens anyway. */
  readonly reloadIfChanged: () => Promise<void>;
}

export interface SettingsOptions {
  readonly source: SettingsSource;
  /** Called with each new set of errors, one line each, and with whether there were valid settings before. */
  readonly onErrors: (lines: readonly string[], hadSettings: boolean) => void;
  readonly log: Log;
}

/** The defaults stand in until the first settings are read, and when the first settings are invalid. */
export function createSettings({ source, onErrors, log }: SettingsOptions): Settings {
  let config = defaultConfig();
  let hasSettings = false;
  let editor: unknown;
  let reported = "";
  let loggedLeftOut = "";
  let fingerprint: string | undefined;
  let reading: Promise<boolean> = Promise.resolve(true);

  function apply(next: Config): void {
    if (serialize(next) !== serialize(config)) {
      config = next;
      source.apply(config);
    }
  }

  function report(lines: readonly string[]): void {
    const text = lines.join("\n");
    if (text !== reported) {
      reported = text;
      if (text !== "") {
        log.error(text);
        onErrors(lines, hasSettings);
      }
    }
  }

  /** What is left out changes no answer that the user asked for, so it is in the log, once. */
  function logLeftOut(issues: readonly ConfigIssue[]): void {
    const text = issues.map(formatConfigIssue).join("\n");
    if (text !== loggedLeftOut) {
      loggedLeftOut = text;
      if (text !== "") {
        log.warn(text);
      }
    }
  }

  /** @returns Whether the settings are valid. If they are not, the last valid ones stay. */
  async function read(): Promise<boolean> {
    fingerprint = source.fingerprint();
    const loaded = await source.read(editor);
    if (loaded.ok) {
      apply(loaded.config);
      hasSettings = true;
      report([]);
      logLeftOut(loaded.leftOut ?? []);
      return true;
    }
    if (!hasSettings && loaded.issues.every(({ origin }) => origin.type === "editor")) {
      await readWithoutEditor();
    }
    report(loaded.issues.map(formatConfigIssue));
    return false;
  }

  /** When only the client's settings are invalid, the user's own files are better than the defaults. */
  async function readWithoutEditor(): Promise<void> {
    const loaded: LoadedConfig = await source.read(undefined);
    if (loaded.ok) {
      apply(loaded.config);
      hasSettings = true;
    }
  }

  /** Reads in order, so that an older reading never replaces a newer one. */
  function readNext(): Promise<boolean> {
    reading = reading.then(read);
    return reading;
  }

  return {
    config: () => config,
    isValid: () => hasSettings,
    reload() {
      reported = "";
      return readNext();
    },
    async setEditor(next) {
      if (fingerprint === undefined || serialize(next) !== serialize(editor)) {
        editor = next;
        await readNext();
      }
      await reading;
    },
    async reloadIfChanged() {
      if (fingerprint !== undefined && source.fingerprint() !== fingerprint) {
        await readNext();
      }
    },
  };
}

/** A text that is equal for equal values. */
function serialize(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) => (inner instanceof Map ? [...inner] : inner)) ??
    ""
  );
}
