import { type Usage, type UsageEvent, usageEventOf } from "../events/usage-event.ts";

/** An event about which a test needs to say only what matters to it. */
export function usage(overrides: Partial<Usage> = {}): UsageEvent {
  return usageEventOf({ at: 0, provider: "openai", model: "a", sent: 10, recv: 2, ...overrides });
}
