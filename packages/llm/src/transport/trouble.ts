/** What went wrong on the way. */
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

/** The provider refused the request, by the status of its response or by an error in the place of the answer. */
export class HttpRefusal extends Error {
  static {
    this.prototype.name = "HttpRefusal";
  }

  readonly status: number;
  /** The provider's own words, as they came. */
  readonly words: string;

  constructor(status: number, words: string) {
    super(`HTTP ${status}`);
    this.status = status;
    this.words = words;
  }
}
