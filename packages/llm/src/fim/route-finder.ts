import { within } from "../transport/within.ts";
import type { FimRoute } from "./fim-route.ts";
import type { Finding } from "./probe-route.ts";

/** The first interval between two looks at a server without a native route, in milliseconds; each next one is doubled. */
const FIRST_INTERVAL_MS = 30_000;
const LONGEST_INTERVAL_MS = 600_000;

/** The same while something answers 503: a model is loaded in seconds, and is looked at again as soon as that is done. */
const FIRST_LOADING_INTERVAL_MS = 1_000;

/** So long a completion waits for a look at most, in milliseconds from its beginning: Chat begins within a second. */
const LONGEST_WAIT_MS = 750;

/** Knows by which route a target completes, and looks when it must. */
export interface RouteFinder {
  /** Begins to look, if it is time for that. Resolves when nobody looks any more, however long that takes. */
  prepare(): Promise<void>;
  /** The route, or undefined for "not now". Resolves within a second, whatever the server does. */
  find(): Promise<FimRoute | undefined>;
  /** The same after the server has refused a completion by `refused`: it may be another server, or have another model. */
  findInsteadOf(refused: FimRoute): Promise<FimRoute | undefined>;
  /** The server has refused a Chat, so it may be another one: makes the next look due at once. */
  expectChange(): void;
}

/**
 * Looks once when it is first asked, remembers a route until the server refuses it, and looks again for one that is not
 * there after 30 s, then at doubled intervals up to 10 minutes. There is no timer: a look happens when somebody completes.
 *
 * @param look - Must not reject.
 * @param now - Milliseconds; any origin.
 */
export function createRouteFinder(look: () => Promise<Finding>, now: () => number): RouteFinder {
  let route: FimRoute | undefined;
  let looking: Promise<FimRoute | undefined> | undefined;
  let settled: Promise<unknown> = Promise.resolve();
  let intervalMs = 0;
  let loadingIntervalMs = 0;
  let dueAt = -Infinity;
  /** Until then refusals are taken for the requests' fault: a look has shown that the server is the same. */
  let unchangedUntil = -Infinity;

  function begin(): Promise<FimRoute | undefined> {
    const found = look().then((finding) => {
      looking = undefined;
      ({ route } = finding);
      schedule(finding);
      return route;
    });
    settled = found;
    looking = within(found, LONGEST_WAIT_MS);
    return looking;
  }

  function schedule({ route: found, isLoading }: Finding): void {
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
    if (route === undefined && looking === undefined && now() >= dueAt) {
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
      return await (looking ?? route);
    },
    async findInsteadOf(refused) {
      if (looking === undefined && route === refused && now() >= unchangedUntil) {
        await begin();
        if (looking === undefined && route === refused) {
          unchangedUntil = now() + FIRST_INTERVAL_MS;
        }
      }
      return await (looking ?? route);
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
