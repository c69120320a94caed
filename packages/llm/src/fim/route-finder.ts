import type { ResolvedTarget } from "../target/resolve-target.ts";
import type { Endpoint } from "../transport/endpoint.ts";
import type { FimRoute } from "./fim-route.ts";
import { knownRouteOf } from "./known-route.ts";
import { probeRoute } from "./probe-route.ts";

/** Knows by which route a target completes, and finds out only when it must. */
export interface RouteFinder {
  /** The route, undefined when there is none. Asks the server once; a failure to do so is not remembered. */
  find(): Promise<FimRoute | undefined>;
  /** Asks the server again, unless the route was not found by asking. */
  findAnew(): Promise<FimRoute | undefined>;
}

/** @param endpoint - How `target` is asked. */
export function createRouteFinder(target: ResolvedTarget, endpoint: Endpoint): RouteFinder {
  const known = knownRouteOf(target);
  let probing: Promise<FimRoute | undefined> | undefined;

  function probe(): Promise<FimRoute | undefined> {
    const found = probeRoute(endpoint).catch((error: unknown) => {
      if (probing === found) {
        probing = undefined;
      }
      throw error;
    });
    probing = found;
    return found;
  }

  return {
    async find() {
      if (known === "ask") {
        return await (probing ?? probe());
      }
      return known === "none" ? undefined : known;
    },
    async findAnew() {
      if (known === "ask") {
        return await probe();
      }
      return known === "none" ? undefined : known;
    },
  };
}
