import type { ChatError } from "@hexai/chat";

import { errorFor } from "../errors/error-for.ts";
import type { HostHealth } from "./circuits.ts";
import type { Endpoint } from "./endpoint.ts";
import { watchRequest } from "./request-watch.ts";
import { retryDelayMs } from "./retry-delay.ts";
import type { Send } from "./send.ts";
import { isTemporary, TransportError, type TransportFailure } from "./transport-error.ts";

/** Longest time for establishing connections over all attempts, proxies and TLS included, in milliseconds. */
const CONNECT_TIMEOUT_MS = 10_000;

/** The limit on connecting ends this much before the limit on silence, in milliseconds, so that the message names the connection as the cause. */
const HEAD_START_MS = 100;

/** What an exchange uses for one attempt. */
export interface Attempt {
  /** Requests sent with it are aborted by the caller's signal, by the limit on silence, and at the end of the exchange. */
  readonly send: Send;
  /** To be called when a part of the answer is shown: from then on there are no retries. */
  readonly begin: () => void;
}

/**
 * Runs `exchange`, and repeats it after a wait when it fails for a temporary reason (no connection, 408, 429, 5xx) before anything
 * was shown. It does not run while the host's circuit is open. All attempts end within the endpoint's limit on silence.
 *
 * @throws {ChatError} (as a rejection) The error of the last attempt. Bugs in `exchange` are rethrown unchanged.
 */
export async function sendRequest<T>(
  endpoint: Endpoint,
  signal: AbortSignal | undefined,
  exchange: (attempt: Attempt) => Promise<T>,
): Promise<T> {
  const { target, circuit, attempts, idleSeconds, now, random, sleep } = endpoint;
  const startedAt = now();
  let connectMs = CONNECT_TIMEOUT_MS;
  let failed: FailedOutcome | undefined;
  for (let count = 1; ; count += 1) {
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
    const mayTryAgain = count < attempts && isRetryable(outcome);
    const waitMs = mayTryAgain ? retryDelayMs(count, retryAfterMs, random()) : undefined;
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

/** The time that is left for all attempts. */
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
  exchange: (attempt: Attempt) => Promise<T>,
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
    ended.abort(); // closes the connection when the response was not read to its end
  }
}

/** Whether another attempt may succeed. */
function isRetryable({ error, begun, failure }: FailedOutcome): boolean {
  // What is too long now is too long the next time, whatever the status says.
  if (begun || error.status === 501 || error.code === "timeout" || error.isTooLong) {
    return false;
  }
  return failure === undefined
    ? ["rate-limited", "unavailable"].includes(error.code) // reported by the provider in its stream
    : isTemporary(failure);
}

/** Whether the attempt spent all its time on connecting. */
function isConnecting(failure: TransportFailure | undefined): boolean {
  return failure?.type === "unreachable" || failure?.type === "proxy";
}

function healthAfter(outcome: Outcome<unknown>): HostHealth {
  if (outcome.ok) {
    return "alive";
  }
  const { error, failure } = outcome;
  if (error.code === "aborted" || (failure?.type === "proxy" && !isTemporary(failure))) {
    return "unknown"; // a proxy's refusal says nothing about the host
  }
  const isDead = ["unreachable", "timeout", "unavailable"].includes(error.code);
  return isDead && error.status !== 501 ? "dead" : "alive";
}
