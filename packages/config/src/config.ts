/**
 * Every setting of Hexai, with the names of the file. `schema.ts` holds each key's meaning, unit, bounds and
 * default; `config.toml.example` shows them all.
 */
export interface Config {
  readonly general: {
    readonly max_tokens: number;
    readonly request_timeout: number;
  };
  readonly logging: {
    readonly level: "debug" | "info" | "warn" | "error";
  };
  readonly provider: {
    readonly name?: string;
  };
  readonly openai: {
    readonly model: string;
    readonly base_url: string;
    readonly temperature?: number;
  };
  readonly stats: {
    readonly window_minutes: number;
    readonly enabled: boolean;
  };
}

/** What flags set: any part of a `Config`. An absent or `undefined` value leaves the lower layers alone. */
export type ConfigOverrides = {
  readonly [Section in keyof Config]?: {
    readonly [Key in keyof Config[Section]]?: Config[Section][Key] | undefined;
  };
};
