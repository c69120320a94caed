import { formatTime } from "./time.ts";

/** One entry of the statistics file as it is stored. It may have further fields of other versions. */
export interface StoredEvent {
  /** RFC 3339 with a fraction. The time of the newest request when the entry stands for several. */
  readonly ts: string;
  readonly provider: string;
  readonly model: string;
  /** UTF-8 bytes sent. */
  readonly sent: number;
  /** UTF-8 bytes received. */
  readonly recv: number;
  /** How many requests the entry stands for. An entry without a count stands for one. */
  readonly count?: number;
}

/** A stored event and its decoded time. */
export interface UsageEvent {
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly stored: StoredEvent;
}

export interface Usage {
  readonly at: number;
  readonly provider: string;
  readonly model: string;
  readonly sent: number;
  readonly recv: number;
  readonly count?: number;
}

export function usageEventOf({ at, ...counted }: Usage): UsageEvent {
  return { at, stored: { ts: formatTime(at), ...counted } };
}

/** How many requests an event stands for. */
export function countOf(event: UsageEvent): number {
  return event.stored.count ?? 1;
}

/** A unique key for a provider and a model, whose names may be any text. */
export function modelKeyOf({ stored: { provider, model } }: UsageEvent): string {
  return `${provider.length} ${provider}${model}`;
}
