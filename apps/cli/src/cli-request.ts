/** What the flags say about one question. An absent field leaves the decision to the configuration. */
export interface AskFlags {
  readonly provider?: string;
  readonly model?: string;
  /** Replaces the built-in system prompt; empty: none is sent. */
  readonly system?: string;
  readonly temperature?: number;
  readonly maxTokens?: number;
  readonly timeoutSeconds?: number;
  /** One object instead of the text. */
  readonly json: boolean;
  /** False: the answer is written when it is whole. */
  readonly stream: boolean;
  readonly quiet: boolean;
  /** False: stdin is not touched. */
  readonly stdin: boolean;
}

export type StatsFormat = "table" | "json" | "line" | "tmux";

/** `hexai [flags] [prompt …]`. */
export interface AskRequest {
  readonly type: "ask";
  readonly words: readonly string[];
  readonly flags: AskFlags;
  readonly configFile?: string;
}

/** What a command line asks for. */
export type CliRequest =
  | { readonly type: "help" }
  | { readonly type: "version" }
  | AskRequest
  | { readonly type: "stats"; readonly format: StatsFormat; readonly configFile?: string };
