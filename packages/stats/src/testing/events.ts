import { type Usage, type UsageEvent, usageEventOf } from "../events/usage-event.ts";

/** An event with defaults, so that a test names only the fields that it is about. */
export function usage(overrides: Partial<Usage> = {}): UsageEvent {
  return usageEventOf({ at: 0, provider: "openai", model: "a", sent: 10, recv: 2, ...overrides });
}
