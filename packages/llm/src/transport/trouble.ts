/** What went wrong on the way, below the SDK and whatever it makes of it. */
export type Trouble =
  | {
      /** An HTTP status that is no success. */
      readonly type: "refused";
      readonly status: number;
      /** The provider's own words, as they came. */
      readonly words: string;
      /** In milliseconds, when the provider said how long to wait. */
      readonly retryAfterMs: number | undefined;
    }
  /** No response came. */
  | { readonly type: "unreachable"; readonly cause: unknown }
  /** The body of the response ended before its end. */
  | { readonly type: "broken"; readonly cause: unknown };
