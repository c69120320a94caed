import type { TokenUsage } from "@hexai/chat";

/** Why a provider ends an answer. */
export type EndReason =
  | "stop"
  /** The longest answer allowed is reached. */
  | "length"
  /** Prompt and answer together fill the model's context window. */
  | "context"
  /** The provider's filter holds the rest back. */
  | "filter";

/** What one event of a stream carries. An event that carries nothing is skipped. */
export interface EventContent {
  readonly text?: string | undefined;
  /** Replaces the counts of an earlier event for the same kind of tokens, because providers repeat running totals. */
  readonly usage?: TokenUsage | undefined;
  /** What the provider says that the answer cost, in US dollars. Replaces the cost of an earlier event. */
  readonly costUsd?: number | undefined;
  /** The text is complete. Token counts and the end mark may follow. */
  readonly finish?: EndReason | undefined;
  /** The end mark: nothing that follows belongs to the answer. */
  readonly isEnd?: boolean | undefined;
  /** The event is a whole answer, from a host that does not stream, and needs no end mark. */
  readonly isWhole?: boolean | undefined;
  /** The provider's own error, in whatever shape. It comes after the text of the same event. */
  readonly error?: unknown;
  /** Something stands where the text belongs, and is none: text may be lost. */
  readonly isUnreadable?: boolean | undefined;
  /** What the event says to people. It may explain why no answer comes. */
  readonly words?: string | undefined;
}

/**
 * Reads one event of an answer. A reader may remember earlier events of the same answer.
 *
 * @param value - Parsed JSON of any shape; null for an event without data.
 * @param name - The event's own name, which only some hosts send.
 */
export type ReadEvent = (value: unknown, name: string | undefined) => EventContent;
