/** Number of consecutive failures, over all requests to a host, that opens its circuit. */
export const FAILURES_TO_OPEN = 5;

/** How long an open circuit blocks all requests, in milliseconds. One request probes the host afterwards. */
export const OPEN_MS = 10_000;

/** What an attempt showed about the host: "unknown" when it was cancelled or failed on the way, at a proxy for example. */
export type HostHealth = "alive" | "dead" | "unknown";

/** A circuit breaker: blocks requests to a host that keeps failing. */
export interface Circuit {
  /** Milliseconds until the host may be asked. 0 means that it may be asked now, and `report` must follow. */
  tryAcquire(): number;
  report(health: HostHealth): void;
  /** Request fields that the host refused. Later requests leave them out. */
  readonly refusedFields: Set<string>;
}

export interface Circuits {
  /** The circuit of `host` (name and port), created on first use. */
  of(host: string): Circuit;
}

/** A circuit that never opens, for requests whose failures say nothing about the host's health. */
export function createClosedCircuit(): Circuit {
  return { refusedFields: new Set(), tryAcquire: () => 0, report: () => undefined };
}

/**
 * Circuits by host, so that fail-over does not wait for a host that is down and a busy editor does not hammer it.
 *
 * @param now - In milliseconds; any origin.
 */
export function createCircuits(now: () => number): Circuits {
  const circuits = new Map<string, Circuit>();
  return {
    of(host) {
      const circuit = circuits.get(host) ?? createCircuit(now);
      circuits.set(host, circuit);
      return circuit;
    },
  };
}

function createCircuit(now: () => number): Circuit {
  let failures = 0;
  let closedAt = 0;
  return {
    refusedFields: new Set(),
    tryAcquire() {
      if (failures < FAILURES_TO_OPEN) {
        return 0;
      }
      const waitMs = Math.max(0, closedAt - now());
      if (waitMs === 0) {
        closedAt = now() + OPEN_MS; // half-open: one probe at a time
      }
      return waitMs;
    },
    report(health) {
      if (health === "alive") {
        failures = 0;
      } else if (health === "unknown") {
        closedAt = Math.min(closedAt, now());
      } else {
        failures += 1;
        closedAt = now() + OPEN_MS;
      }
    },
  };
}
