import type { ModelOptions } from "./llm-settings.ts";

/** The model to ask. The configuration decides what is undefined. */
export interface TargetChoice {
  /** A built-in provider, or the name of a compatible host. */
  readonly provider?: string | undefined;
  readonly model?: string | undefined;
  readonly temperature?: number | undefined;
  /** Each one replaces the option of this name in the settings. */
  readonly options?: ModelOptions | undefined;
  /**
   * How often a request is sent at most. 1 suits a target that has a fallback, so that fail-over does not wait for retries.
   * @default 3
   */
  readonly attempts?: number | undefined;
}
