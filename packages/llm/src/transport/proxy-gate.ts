import type { ProxyAddress } from "./proxy.ts";
import { isTemporary, type ProxyFailure, TransportError } from "./transport-error.ts";

/** How long a refused login is not sent again, in milliseconds: every failed login counts towards locking the account. */
export const LOGIN_PAUSE_MS = 60_000;

/** The same for any other permanent refusal, such as one by the proxy's rules. */
export const REFUSAL_PAUSE_MS = 10_000;

/** How long concurrent requests wait for the first one to show whether the proxy refuses, in milliseconds. */
const FIRST_MS = 1_000;

/** Stops concurrent requests from repeating a refused login or request at the proxy. */
export interface ProxyGate {
  /**
   * Runs `ask`, a request to `host` through the proxy at `address`.
   *
   * @throws {TransportError} (as a rejection) The proxy's last refusal, without asking it again, when it was recent and permanent.
   */
  pass<T>(address: ProxyAddress, host: string, ask: () => Promise<T>): Promise<T>;
}

interface Pause {
  readonly error: TransportError;
  readonly until: number;
}

/** @param now - In milliseconds; any origin. */
export function createProxyGate(now: () => number): ProxyGate {
  const pauses = new Map<string, Pause>();
  const isKnown = new Set<string>();
  const first = new Map<string, Promise<unknown>>();

  function throwIfPaused(...keys: readonly string[]): void {
    for (const key of keys) {
      const pause = pauses.get(key);
      if (pause !== undefined && now() < pause.until) {
        throw pause.error;
      }
    }
  }

  function note(error: unknown, proxy: string, host: string): void {
    const failure = error instanceof TransportError ? error.failure : undefined;
    if (failure?.type !== "proxy" || isTemporary(failure)) {
      return;
    }
    isKnown.delete(proxy);
    const pauseMs = isAboutLogin(failure) ? LOGIN_PAUSE_MS : REFUSAL_PAUSE_MS;
    const key = concernsProxy(failure) ? proxy : host;
    pauses.set(key, { error: new TransportError(failure), until: now() + pauseMs });
  }

  return {
    async pass(address, hostName, ask) {
      const proxy = JSON.stringify(address);
      const host = `${proxy} ${hostName}`;
      throwIfPaused(proxy, host);
      const pioneer = first.get(proxy);
      if (pioneer !== undefined) {
        await waitFor(pioneer);
        throwIfPaused(proxy, host);
      }
      const asked = ask();
      const settled = asked.then(
        () => void isKnown.add(proxy),
        (error: unknown) => note(error, proxy, host),
      );
      if (!isKnown.has(proxy)) {
        first.set(proxy, settled);
      }
      try {
        return await asked;
      } finally {
        await settled;
        if (first.get(proxy) === settled) {
          first.delete(proxy);
        }
      }
    },
  };
}

function isAboutLogin({ status, logins = [] }: ProxyFailure): boolean {
  return status === 407 || (status === undefined && logins.length > 0);
}

/** Whether a refusal concerns the proxy itself rather than one host behind it. */
function concernsProxy({ status }: ProxyFailure): boolean {
  return status === undefined || status === 407;
}

/** Waits until `promise` is settled, but only briefly: a model may think for long before its answer begins. */
async function waitFor(promise: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, FIRST_MS);
  });
  await Promise.race([promise, late]);
  clearTimeout(timer);
}
