/** A completion request with all defaults filled in and the model's FIM tokens stripped from its texts. */
export interface FimCall {
  readonly prefix: string;
  readonly suffix: string;
  /** In tokens. */
  readonly maxTokens: number;
  /** When undefined, the provider's own. */
  readonly temperature: number | undefined;
  readonly stop: readonly string[];
}
