import type { StoredEvent } from "./usage-event.ts";

/** What providers counted, in tokens of their models. A figure that is not known is absent. */
export interface TokenUsage {
  /** Everything that the model read, including what came from a cache and what was written to one. */
  readonly input?: number | undefined;
  /** Everything that the model wrote, including its reasoning. */
  readonly output?: number | undefined;
  /** The part of `input` that was read from a cache. */
  readonly cached?: number | undefined;
  /** The part of `input` that was written to a cache. */
  readonly cacheWrite?: number | undefined;
  /** The part of `output` that was reasoning. */
  readonly reasoning?: number | undefined;
}

/** Sums of tokens, and of how many requests they are the sums. */
export interface TokenTotals extends TokenUsage {
  /** Requests of which any token is known. */
  readonly reqs: number;
  /** Requests whose `input` is known. */
  readonly inputReqs: number;
  /** Requests whose `output` is known. */
  readonly outputReqs: number;
}

/**
 * The tokens of an entry. A figure that is no count is unknown, and so is a part that is larger than its whole.
 *
 * @returns Undefined when none is known.
 */
export function tokensOf(stored: StoredEvent): TokenTotals | undefined {
  if (!hasTokenFields(stored)) {
    return undefined;
  }
  const input = countIn(stored.input_tokens);
  const output = countIn(stored.output_tokens);
  const cached = partIn(stored.cached_tokens, input);
  const cacheWrite = partIn(stored.cache_write_tokens, input);
  const reasoning = partIn(stored.reasoning_tokens, output);
  const isUnknown = (input ?? output ?? cached ?? cacheWrite ?? reasoning) === undefined;
  const reqs = isUnknown ? 0 : tokenReqsOf(stored);
  return reqs === 0
    ? undefined
    : {
        input,
        output,
        cached,
        cacheWrite,
        reasoning,
        reqs,
        inputReqs: input === undefined ? 0 : reqs,
        outputReqs: output === undefined ? 0 : reqs,
      };
}

/** Most entries of a long file may have none, and this is asked of each of them. */
function hasTokenFields(stored: StoredEvent): boolean {
  return (
    stored.input_tokens !== undefined ||
    stored.output_tokens !== undefined ||
    stored.cached_tokens !== undefined ||
    stored.cache_write_tokens !== undefined ||
    stored.reasoning_tokens !== undefined
  );
}

/** The figures that are counts, of one request; undefined when none is. */
export function usableTokens(tokens: TokenUsage): TokenTotals | undefined {
  return tokensOf({ ...NO_EVENT, ...tokenFields(tokens, undefined) });
}

const NO_EVENT = { ts: "", provider: "", model: "", sent: 0, recv: 0 };

function tokenReqsOf({ count, token_reqs: reported }: StoredEvent): number {
  const reqs = countIn(reported);
  if (reqs !== undefined && reqs <= (count ?? 1)) {
    return reqs;
  }
  return count === undefined ? 1 : 0;
}

/** The fields of an entry that stands for `count` requests, or for one. */
export function tokenFields(
  tokens: Partial<TokenTotals>,
  count: number | undefined,
): Partial<StoredEvent> {
  const { input, output, cached, cacheWrite, reasoning, reqs } = tokens;
  return {
    ...(input !== undefined && { input_tokens: input }),
    ...(cached !== undefined && { cached_tokens: cached }),
    ...(cacheWrite !== undefined && { cache_write_tokens: cacheWrite }),
    ...(output !== undefined && { output_tokens: output }),
    ...(reasoning !== undefined && { reasoning_tokens: reasoning }),
    ...(count !== undefined && reqs !== undefined && { token_reqs: reqs }),
  };
}

/** The sums of both. A figure that only one of them knows is kept; `inputReqs` and `outputReqs` say of how many requests. */
export function sumTokens(
  a: TokenTotals | undefined,
  b: TokenTotals | undefined,
): TokenTotals | undefined {
  if (a === undefined || b === undefined) {
    return a ?? b;
  }
  return {
    input: sumOfKnown(a.input, b.input),
    output: sumOfKnown(a.output, b.output),
    cached: sumOfKnown(a.cached, b.cached),
    cacheWrite: sumOfKnown(a.cacheWrite, b.cacheWrite),
    reasoning: sumOfKnown(a.reasoning, b.reasoning),
    reqs: sumOf(a.reqs, b.reqs),
    inputReqs: sumOf(a.inputReqs, b.inputReqs),
    outputReqs: sumOf(a.outputReqs, b.outputReqs),
  };
}

function sumOfKnown(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : sumOf(a, b);
}

/** The largest sum is the largest whole number that is exact: more would make an entry malformed. */
export function sumOf(a: number, b: number): number {
  return Math.min(a + b, Number.MAX_SAFE_INTEGER);
}

/** A whole number from 0 up. */
function countIn(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : undefined;
}

function partIn(value: unknown, whole: number | undefined): number | undefined {
  const part = countIn(value);
  return part !== undefined && part <= (whole ?? part) ? part : undefined;
}
