import { within } from "../transport/within.ts";
import type { FimRoute } from "./fim-route.ts";
import type { ProbeResult } from "./probe-route.ts";

/** First interval between two probes of a server without a native route, in milliseconds. It doubles with each probe. */
const FIRST_INTERVAL_MS = 30_000;
const LONGEST_INTERVAL_MS = 600_000;

/** First interval while the server answers 503, in milliseconds: a model is loaded within seconds. */
const FIRST_LOADING_INTERVAL_MS = 1_000;

/** How long a completion waits for a probe, in milliseconds from the probe's start, so that a Chat can begin within a second. */
const LONGEST_WAIT_MS = 750;

/** Remembers the route of a target, and probes for it when necessary. */
export interface RouteFinder {
  /** Starts a probe if one is due. Resolves when no probe is running any more, however long that takes. */
  prepare(): Promise<void>;
  /** The route, or undefined for "not now". Resolves within a second, whatever the server does. */
  find(): Promise<FimRoute | undefined>;
  /** Finds the route again after the server refused a completion by `refused`: another server or model may run there now. */
  findInsteadOf(refused: FimRoute): Promise<FimRoute | undefined>;
  /** Makes the next probe due at once. Called when the server refused a Chat, because another one may run there now. */
  expectChange(): void;
}

/**
 * Probes on the first request and remembers a route until the server refuses it. Without a route it probes again after 30 s,
 * then at doubled intervals up to 10 minutes. There is no timer: a probe starts with a completion.
 *
 * @param probe - Must not reject.
 * @param now - Milliseconds; any origin.
 */
export function createRouteFinder(
  probe: () => Promise<ProbeResult>,
  now: () => number,
): RouteFinder {
  let route: FimRoute | undefined;
  let probing: Promise<FimRoute | undefined> | undefined;
  let settled: Promise<unknown> = Promise.resolve();
  let intervalMs = 0;
  let loadingIntervalMs = 0;
  let dueAt = -Infinity;
  /** Until then a refusal is blamed on the request, because a probe has shown that the server is the same. */
  let unchangedUntil = -Infinity;

  function begin(): Promise<FimRoute | undefined> {
    const found = probe().then((result) => {
      probing = undefined;
      ({ route } = result);
      schedule(result);
      return route;
    });
    settled = found;
    probing = within(found, LONGEST_WAIT_MS);
    return probing;
  }

  function schedule({ route: found, isLoading }: ProbeResult): void {
    if (found !== undefined) {
      intervalMs = 0;
      loadingIntervalMs = 0;
    } else if (isLoading) {
      const next = Math.max(FIRST_LOADING_INTERVAL_MS, loadingIntervalMs * 2);
      loadingIntervalMs = Math.min(next, FIRST_INTERVAL_MS);
      dueAt = now() + loadingIntervalMs;
    } else {
      intervalMs = Math.min(Math.max(FIRST_INTERVAL_MS, intervalMs * 2), LONGEST_INTERVAL_MS);
      dueAt = now() + intervalMs;
    }
  }

  function beginWhenDue(): void {
    if (route === undefined && probing === undefined && now() >= dueAt) {
      void begin();
    }
  }

  return {
    async prepare() {
      beginWhenDue();
      await settled;
    },
    async find() {
      beginWhenDue();
      return await (probing ?? route);
    },
    async findInsteadOf(refused) {
      if (probing === undefined && route === refused && now() >= unchangedUntil) {
        await begin();
        if (probing === undefined && route === refused) {
          unchangedUntil = now() + FIRST_INTERVAL_MS;
        }
      }
      return await (probing ?? route);
    },
    expectChange() {
      if (route === undefined && now() >= unchangedUntil) {
        unchangedUntil = now() + FIRST_INTERVAL_MS;
        intervalMs = 0;
        dueAt = now();
      }
    },
  };
}
