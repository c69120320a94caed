/** A completion with every setting decided, its texts free of the model's marks. */
export interface FimCall {
  readonly prefix: string;
  readonly suffix: string;
  /** In tokens. */
  readonly maxTokens: number;
  /** When undefined, the provider's own. */
  readonly temperature: number | undefined;
  readonly stop: readonly string[];
}
