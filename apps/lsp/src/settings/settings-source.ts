import type { Config, LoadedConfig } from "@hexai/config";

/** Where the settings of the server come from, and where they go. */
export interface SettingsSource {
  /**
   * Reads all layers. Never rejects.
   *
   * @param editor - What the client says: sections as in the file, not checked.
   */
  readonly read: (editor: unknown) => Promise<LoadedConfig>;
  /** Where the files are, or would be, that `read` looks at. */
  readonly files: () => readonly string[];
  /** Another text when one of these files has changed. Cheap. */
  readonly stamp: () => string;
  /** Puts settings in force for what is not of the server: the log, the statistics, the privacy filter. */
  readonly use: (config: Config) => void;
  /** The workspace's folder; called once, before all others. Absent when no folder is open. */
  readonly open: (folderUri: string | undefined) => void;
}
