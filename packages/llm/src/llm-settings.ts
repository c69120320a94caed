/** The part of the configuration that providers need. Key names are those of `config.toml`. */
export interface LlmSettings {
  readonly general: {
    /** Longest answer in tokens for requests that name no limit of their own. */
    readonly max_tokens: number;
    /** Longest silence between two bytes of an answer, in seconds. 0: no limit of ours. */
    readonly request_timeout: number;
  };
  readonly provider: {
    /** Absent: the first provider whose key is in the environment. */
    readonly name?: string | undefined;
  };
  readonly openai: {
    readonly model: string;
    readonly base_url: string;
    readonly temperature?: number | undefined;
  };
}
