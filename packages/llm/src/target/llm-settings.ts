/** The part of the configuration that providers need. Key names are those of `config.toml`. */
export interface LlmSettings {
  readonly general: {
    /** Longest answer, in tokens, for requests without a limit of their own. */
    readonly max_tokens: number;
    /** How long the provider may send nothing, in seconds. 0 means no limit. */
    readonly request_timeout: number;
    /** The flags or variables that set these limits, by setting; error messages name them instead of the setting. */
    readonly limit_sources?: {
      readonly max_tokens?: string | undefined;
      readonly request_timeout?: string | undefined;
    };
  };
  readonly provider: {
    /** When undefined or empty, the first provider whose key is in the environment, else an Ollama that answers. */
    readonly name?: string | undefined;
  };
  readonly openai?: HostSettings | undefined;
  readonly anthropic?: HostSettings | undefined;
  readonly openrouter?: HostSettings | undefined;
  readonly ollama?: HostSettings | undefined;
  /** OpenAI-compatible hosts, by the name that the user gave them. */
  readonly compatible?: ReadonlyMap<string, CompatibleSettings> | undefined;
}

/** One provider. */
export interface HostSettings {
  readonly model: string;
  readonly base_url: string;
  /** The variable of the shell that `base_url` comes from, as messages name it. */
  readonly base_url_variable?: string | undefined;
  /** When undefined, the provider's own. */
  readonly temperature?: number | undefined;
  readonly options?: ModelOptions | undefined;
  /** A program and its arguments that prints the key; run when no variable holds one. */
  readonly api_key_command?: readonly string[] | undefined;
}

/** What goes into a request as it is, by name: plain data. No name is one that a wire sets itself. */
export type ModelOptions = Readonly<Record<string, unknown>>;

/** An OpenAI-compatible host. */
export interface CompatibleSettings extends HostSettings {
  /** The variable that holds the key. A host with neither this nor `api_key_command` needs no key. */
  readonly api_key_env?: string | undefined;
  /** Headers to send with every request. */
  readonly headers?: HostParameters | undefined;
  /** Parameters to add to the query of every request. */
  readonly query?: HostParameters | undefined;
  /** How the host fills in the middle of two texts. @default "auto" */
  readonly fim?: FimSetting | undefined;
}

/** Headers or query parameters by name. A value is a text, or the environment variable that holds it. */
export type HostParameters = Readonly<Record<string, string | { readonly env: string }>>;

export type FimSetting =
  | "auto"
  | "none"
  | "llamacpp"
  | "mistral"
  | "deepseek"
  | "openai"
  | "ollama";
