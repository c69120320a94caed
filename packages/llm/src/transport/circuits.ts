/** So many failures in a row, over all requests to a host, open its circuit. */
export const FAILURES_TO_OPEN = 5;

/** For so long nobody asks the host then, in milliseconds. After that one request tries. */
export const OPEN_MS = 10_000;

/** What a finished attempt says about a host. "unknown": it was cancelled, or something else was in the way. */
export type HostHealth = "alive" | "dead" | "unknown";

/** Remembers whether a host is worth asking. */
export interface Circuit {
  /** How long the host must not be asked, in milliseconds. 0: now is the time, and `report` must follow. */
  tryAcquire(): number;
  report(health: HostHealth): void;
  /** Fields of a request that the host refused. It is asked without them from then on. */
  readonly refusedFields: Set<string>;
}

export interface Circuits {
  /** The one circuit of `host`, name and port. */
  of(host: string): Circuit;
}

/** For requests whose failures say nothing about whether the host is worth asking. */
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
