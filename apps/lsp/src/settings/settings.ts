import { type Config, defaultConfig, formatConfigIssue, type LoadedConfig } from "@hexai/config";

import type { Log } from "../log/log.ts";
import type { SettingsSource } from "./settings-source.ts";

/** The settings of a running server. */
export interface Settings {
  /** As they are now. The same object as long as nothing in it changes. */
  readonly config: () => Config;
  /** Takes what the client says now; nothing is read when that is what it said before. */
  readonly setEditor: (editor: unknown) => Promise<void>;
  /** Reads everything again because the user wants it, and tells of mistakes again. Resolves with whether there are none. */
  readonly reload: () => Promise<boolean>;
  /** Reads everything again if a file has changed since. For places where something happens anyway. */
  readonly check: () => Promise<void>;
}

export interface SettingsParts {
  readonly source: SettingsSource;
  /** Told of each new set of mistakes, one line each, and whether there were good settings before. */
  readonly onMistakes: (lines: readonly string[], hadSettings: boolean) => void;
  readonly log: Log;
}

/** What stands in for the settings until the first are read, and when those are wrong: the defaults. */
export function createSettings({ source, onMistakes, log }: SettingsParts): Settings {
  let config = defaultConfig();
  let hasSettings = false;
  let editor: unknown;
  let told = "";
  let stamp: string | undefined;
  let reading: Promise<boolean> = Promise.resolve(true);

  function use(next: Config): void {
    if (textOf(next) !== textOf(config)) {
      config = next;
      source.use(config);
    }
  }

  function tell(lines: readonly string[]): void {
    const text = lines.join("\n");
    if (text !== told) {
      told = text;
      if (text !== "") {
        log.error(text);
        onMistakes(lines, hasSettings);
      }
    }
  }

  /** @returns Whether all is well. If not, the last good settings stay. */
  async function read(): Promise<boolean> {
    stamp = source.stamp();
    const loaded = await source.read(editor);
    if (loaded.ok) {
      use(loaded.config);
      hasSettings = true;
      tell([]);
      return true;
    }
    if (!hasSettings && loaded.issues.every(({ origin }) => origin.type === "editor")) {
      await readWithoutEditor();
    }
    tell(loaded.issues.map(formatConfigIssue));
    return false;
  }

  /** What the user's own files say is worth more than the defaults, when only the editor is wrong. */
  async function readWithoutEditor(): Promise<void> {
    const loaded: LoadedConfig = await source.read(undefined);
    if (loaded.ok) {
      use(loaded.config);
      hasSettings = true;
    }
  }

  /** One after the other, so that an older reading never replaces a newer one. */
  function readNext(): Promise<boolean> {
    reading = reading.then(read);
    return reading;
  }

  return {
    config: () => config,
    reload() {
      told = "";
      return readNext();
    },
    async setEditor(next) {
      if (stamp === undefined || textOf(next) !== textOf(editor)) {
        editor = next;
        await readNext();
      }
      await reading;
    },
    async check() {
      if (stamp !== undefined && source.stamp() !== stamp) {
        await readNext();
      }
    },
  };
}

/** A text that is the same for the same values. */
function textOf(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) => (inner instanceof Map ? [...inner] : inner)) ??
    ""
  );
}
