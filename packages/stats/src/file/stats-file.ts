import { expressibleTime, formatTime, parseTime } from "../events/time.ts";
import { knownFieldsOf, type StoredEvent, type UsageEvent } from "../events/usage-event.ts";

/** The decoded statistics file. */
export interface StatsFile {
  readonly events: readonly UsageEvent[];
  /** Top-level fields that this version does not know. They are written back. */
  readonly unknown: Readonly<Record<string, unknown>>;
  /** The number of malformed events, which are skipped. */
  readonly skipped: number;
  /** The time of the last write by its writer's clock, in milliseconds since the Unix epoch; `undefined` when the file has none. */
  readonly updatedAt: number | undefined;
}

export const EMPTY_STATS_FILE: StatsFile = {
  events: [],
  unknown: {},
  skipped: 0,
  updatedAt: undefined,
};

const VERSION = 1;

/**
 * Decodes the file. Malformed events are skipped.
 *
 * @returns `undefined` when the text is not JSON, or not a file of version 1.
 */
export function parseStatsFile(text: string): StatsFile | undefined {
  const file = parseJson(text);
  if (!isRecord(file) || file["version"] !== VERSION || !Array.isArray(file["events"])) {
    return undefined;
  }
  const stored: readonly unknown[] = file["events"];
  const events = stored.flatMap(usageEventsOf);
  return {
    events,
    unknown: unknownOf(file),
    skipped: stored.length - events.length,
    updatedAt: updatedAtOf(file),
  };
}

/** An encoded file. */
export interface EncodedStatsFile {
  readonly text: string;
  /** What decoding the text gives, and the JSON of each event. */
  readonly file: StatsFile;
}

/**
 * Encodes the file. `now` is milliseconds since the Unix epoch. Unknown fields are left out when they are nested so deeply that
 * encoding them fails.
 */
export function encodeStatsFile(
  { events, unknown }: Pick<StatsFile, "events" | "unknown">,
  now: number,
  windowSeconds: number,
): EncodedStatsFile {
  const known = {
    version: VERSION,
    updated_at: formatTime(now),
    window_seconds: windowSeconds,
  };
  const encode = (file: Pick<StatsFile, "events" | "unknown">): EncodedStatsFile => {
    const written = file.events.map(withJson);
    const head = JSON.stringify({ ...file.unknown, ...known, events: [] }).slice(0, -"]}".length);
    return {
      text: `${head}${written.map(({ json }) => json).join(",")}]}`,
      file: { unknown: file.unknown, events: written, skipped: 0, updatedAt: expressibleTime(now) },
    };
  };
  try {
    return encode({ events, unknown });
  } catch (error) {
    if (error instanceof RangeError) {
      // unknown fields were nested too deeply for the stack
      const bare = events.map((event) => ({ at: event.at, stored: knownFieldsOf(event) }));
      return encode({ events: bare, unknown: {} });
    }
    throw error;
  }
}

type WrittenEvent = UsageEvent & { readonly json: string };

function withJson(event: UsageEvent): WrittenEvent {
  const { at, stored } = event;
  return isWritten(event) ? event : { at, stored, json: JSON.stringify(stored) };
}

function isWritten(event: UsageEvent): event is WrittenEvent {
  return event.json !== undefined;
}

function unknownOf({
  version: _version,
  updated_at: _at,
  window_seconds: _window,
  events: _events,
  ...unknown
}: Readonly<Record<string, unknown>>): StatsFile["unknown"] {
  return unknown;
}

function updatedAtOf({ updated_at: time }: Readonly<Record<string, unknown>>): number | undefined {
  const at = typeof time === "string" ? parseTime(time) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

function usageEventsOf(value: unknown): readonly UsageEvent[] {
  if (!isStoredEvent(value)) {
    return [];
  }
  const at = parseTime(value.ts);
  return Number.isNaN(at) ? [] : [{ at, stored: value }];
}

function isStoredEvent(value: unknown): value is StoredEvent {
  return (
    isRecord(value) &&
    typeof value["ts"] === "string" &&
    typeof value["provider"] === "string" &&
    typeof value["model"] === "string" &&
    isSize(value["sent"]) &&
    isSize(value["recv"]) &&
    (value["count"] === undefined || (isSize(value["count"]) && value["count"] > 0))
  );
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
