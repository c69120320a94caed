/** Tokens of an answer, or sums of them. */
interface Tokens {
  readonly input?: number | undefined;
  readonly cached?: number | undefined;
  readonly cacheWrite?: number | undefined;
  readonly output?: number | undefined;
  readonly reasoning?: number | undefined;
}

/** Tokens in the names that programs read, which are those of the statistics file. What is not known is null. */
export function tokenFields(tokens: Tokens | undefined) {
  return {
    input_tokens: tokens?.input ?? null,
    cached_tokens: tokens?.cached ?? null,
    cache_write_tokens: tokens?.cacheWrite ?? null,
    output_tokens: tokens?.output ?? null,
    reasoning_tokens: tokens?.reasoning ?? null,
  };
}
