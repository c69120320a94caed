import type { CompletionWord, ConfigVerb, EditorName } from "./command-words.ts";
import type { ConfigChoice } from "./given.ts";

/** Tokens per second, from the slowest to the fastest. */
export interface TokenRate {
  readonly from: number;
  readonly to: number;
}

/** What the flags say about one question. An absent field leaves the decision to the configuration. */
export interface AskFlags {
  readonly provider?: string;
  readonly model?: string;
  /** Replaces the built-in system prompt; empty: none is sent. */
  readonly system?: string;
  readonly temperature?: number;
  readonly maxTokens?: number;
  readonly timeoutSeconds?: number;
  /** Indexes in `models.cli`: these and no others. */
  readonly targets?: readonly number[];
  /** Nobody is asked: the question is said back at this rate. */
  readonly simulation?: TokenRate;
  /** One object instead of the text. */
  readonly json: boolean;
  /** False: the answer is written when it is whole. */
  readonly stream: boolean;
  /** False: the answer is neither taken from the cache nor kept in it. */
  readonly cache: boolean;
  /** The answer is not rendered. */
  readonly plain: boolean;
  readonly quiet: boolean;
  /** False: stdin is not touched. */
  readonly stdin: boolean;
}

export type StatsFormat = "csv" | "json" | "line" | "table" | "tmux";

/** `hexai stats`. */
export type StatsRequest =
  | ({ readonly type: "stats"; readonly format: StatsFormat } & ConfigChoice)
  | ({ readonly type: "stats-watch" } & ConfigChoice)
  | ({
      readonly type: "stats-reset";
      /** Nobody is asked. */
      readonly isSure: boolean;
    } & ConfigChoice);

/** `hexai [flags] [prompt …]`. */
export interface AskRequest extends ConfigChoice {
  readonly type: "ask";
  readonly words: readonly string[];
  readonly flags: AskFlags;
}

/** `hexai config`. */
export interface ConfigRequest extends ConfigChoice {
  readonly type: "config";
  readonly verb: ConfigVerb;
  /** `check` asks the providers, too. */
  readonly isOnline: boolean;
}

/** `hexai models`. */
export interface ModelsRequest extends ConfigChoice {
  readonly type: "models";
  /** Absent: whom the configuration says. */
  readonly provider?: string;
  /** The provider is asked, whatever is remembered. */
  readonly isFresh: boolean;
}

/** `hexai doctor`. */
export type DoctorRequest =
  | ({
      readonly type: "doctor";
      readonly format: "json" | "text";
      /** No provider is asked. */
      readonly isOffline: boolean;
    } & ConfigChoice)
  | { readonly type: "doctor-snippets"; readonly editors: readonly EditorName[] };

/** `hexai completion`. */
export interface CompletionRequest extends ConfigChoice {
  readonly type: "completion";
  readonly what: CompletionWord;
}

/** What a command line asks for. */
export type CliRequest =
  | { readonly type: "help" }
  | { readonly type: "version" }
  | AskRequest
  | StatsRequest
  | ConfigRequest
  | ModelsRequest
  | DoctorRequest
  | CompletionRequest;
