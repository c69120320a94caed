import type { ChatError } from "@hexai/chat";

import { errorFor } from "../errors/error-for.ts";
import type { HostHealth } from "./circuits.ts";
import type { Endpoint } from "./endpoint.ts";
import { watchRequest } from "./request-watch.ts";
import { retryDelayMs } from "./retry-delay.ts";
import type { Send } from "./send.ts";
import { isPassing, TransportError, type TransportFailure } from "./transport-error.ts";

/** All attempts together may wait so long for connections, proxies and TLS included, in milliseconds. */
const CONNECT_TIMEOUT_MS = 10_000;

/** So much earlier than the answer a connection is given up, in milliseconds, so that the message tells what was waited for. */
const HEAD_START_MS = 100;

/** What an exchange gets for one attempt. */
export interface Access {
  /** Ends with the caller's signal, after too long a silence, and with the exchange. */
  readonly send: Send;
  /** To be called when a part of the answer is shown: from then on nothing is tried again. */
  readonly begin: () => void;
}

/**
 * Runs `exchange`, again after a wait when it fails for a reason that may pass (no connection, 408, 429, 5xx) and nothing was
 * shown yet. Not at all while the host's circuit is open. All attempts together end within the endpoint's limit on silence.
 *
 * @throws {ChatError} (as a rejection) What the last attempt came to. Bugs in `exchange` come through as they are.
 */
export async function sendRequest<T>(
  endpoint: Endpoint,
  signal: AbortSignal | undefined,
  exchange: (access: Access) => Promise<T>,
): Promise<T> {
  const { target, circuit, attempts, idleSeconds, now, random, sleep } = endpoint;
  const startedAt = now();
  let connectMs = CONNECT_TIMEOUT_MS;
  let failed: FailedOutcome | undefined;
  for (let attempt = 1; ; attempt += 1) {
    const openMs = circuit.tryAcquire();
    if (openMs > 0) {
      throw failed?.error ?? errorFor(target).circuitOpen(openMs);
    }
    const attemptedAt = now();
    const leftMs = idleSeconds === 0 ? Infinity : startedAt + idleSeconds * 1000 - attemptedAt;
    const outcome = await sendOnce(endpoint, signal, exchange, { leftMs, connectMs });
    circuit.report(healthAfter(outcome));
    if (outcome.ok) {
      return outcome.value;
    }
    failed = outcome;
    const retryAfterMs =
      outcome.failure?.type === "refused" ? outcome.failure.retryAfterMs : undefined;
    const mayTryAgain = attempt < attempts && canPass(outcome);
    const waitMs = mayTryAgain ? retryDelayMs(attempt, retryAfterMs, random()) : undefined;
    const tookMs = now() - attemptedAt;
    connectMs -= isConnecting(outcome.failure) ? tookMs : 0;
    if (waitMs === undefined || waitMs + tookMs + HEAD_START_MS >= leftMs || connectMs <= 0) {
      throw outcome.error;
    }
    await sleep(waitMs, signal);
    if (signal?.aborted === true) {
      throw errorFor(target).aborted(signal.reason);
    }
  }
}

/** What is left of the time for all attempts. */
interface Budget {
  readonly leftMs: number;
  readonly connectMs: number;
}

interface FailedOutcome {
  readonly ok: false;
  readonly error: ChatError;
  readonly begun: boolean;
  /** Undefined when the host answered with something that cannot be used. */
  readonly failure: TransportFailure | undefined;
}

type Outcome<T> = { readonly ok: true; readonly value: T } | FailedOutcome;

async function sendOnce<T>(
  { target, send, idleSeconds, idleSetting, now }: Endpoint,
  signal: AbortSignal | undefined,
  exchange: (access: Access) => Promise<T>,
  { leftMs, connectMs }: Budget,
): Promise<Outcome<T>> {
  const ended = new AbortController();
  const connectTimeoutMs = Math.max(1, Math.min(connectMs, leftMs - HEAD_START_MS));
  const watch = watchRequest(
    (request) => send({ ...request, proxy: target.proxy?.address, connectTimeoutMs }),
    {
      signal: AbortSignal.any([ended.signal, ...(signal ? [signal] : [])]),
      firstSilenceMs: idleSeconds === 0 ? 0 : Math.max(1, leftMs),
      longestSilenceMs: idleSeconds * 1000,
      now,
    },
  );
  let begun = false;
  const begin = (): void => {
    begun = true;
  };
  try {
    signal?.throwIfAborted();
    return { ok: true, value: await exchange({ send: watch.send, begin }) };
  } catch (caught) {
    const error = errorFor(target).from(caught, {
      aborted: signal?.aborted ?? false,
      silence: watch.silence.aborted ? { seconds: idleSeconds, setting: idleSetting } : undefined,
      begun,
    });
    if (error === undefined) {
      throw caught;
    }
    const failure = caught instanceof TransportError ? caught.failure : undefined;
    return { ok: false, error, begun, failure };
  } finally {
    watch.stop();
    ended.abort(); // closes the connection when the answer was not read to its end
  }
}

/** Whether a failure may be gone at the next attempt. */
function canPass({ error, begun, failure }: FailedOutcome): boolean {
  if (begun || error.status === 501 || error.code === "timeout") {
    return false;
  }
  return failure === undefined
    ? ["rate-limited", "unavailable"].includes(error.code) // the provider said so in its stream
    : isPassing(failure);
}

/** Whether all that an attempt took was waiting for a connection. */
function isConnecting(failure: TransportFailure | undefined): boolean {
  return failure?.type === "unreachable" || failure?.type === "proxy";
}

function healthAfter(outcome: Outcome<unknown>): HostHealth {
  if (outcome.ok) {
    return "alive";
  }
  const { error, failure } = outcome;
  if (error.code === "aborted" || (failure?.type === "proxy" && !isPassing(failure))) {
    return "unknown"; // what a proxy refuses says nothing about the host
  }
  const isDead = ["unreachable", "timeout", "unavailable"].includes(error.code);
  return isDead && error.status !== 501 ? "dead" : "alive";
}
