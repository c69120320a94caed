/** What the flags say about one question. An absent field leaves the decision to the configuration. */
export interface AskFlags {
  readonly provider?: string;
  readonly model?: string;
  /** Replaces the built-in system prompt; empty: none is sent. */
  readonly system?: string;
  readonly temperature?: number;
  readonly maxTokens?: number;
  readonly timeoutSeconds?: number;
  readonly quiet: boolean;
  /** False: stdin is not touched. */
  readonly stdin: boolean;
}

export type StatsFormat = "table" | "json" | "line" | "tmux";

/** What a command line asks for. */
export type CliRequest =
  | { readonly type: "help" }
  | { readonly type: "version" }
  | {
      readonly type: "ask";
      readonly words: readonly string[];
      readonly flags: AskFlags;
      readonly configFile?: string;
    }
  | { readonly type: "stats"; readonly format: StatsFormat; readonly configFile?: string };
