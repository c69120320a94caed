import type { ChatError } from "@hexai/chat";

import { errorFor } from "../errors/error-for.ts";
import type { HostHealth } from "./circuits.ts";
import type { Endpoint } from "./endpoint.ts";
import { watchRequest } from "./request-watch.ts";
import { retryDelayMs } from "./retry-delay.ts";
import type { Send } from "./send.ts";

/** What an exchange gets for one attempt. */
export interface Access {
  /** Ends with the caller's signal, after too long a silence, and with the exchange. */
  readonly send: Send;
  /** To be called when a part of the answer is shown: from then on nothing is tried again. */
  readonly begin: () => void;
}

/**
 * Runs `exchange`, again after a wait when it fails for a reason that may pass (no connection, 429, 5xx) and nothing was
 * shown yet. Not at all while the host's circuit is open.
 *
 * @throws {ChatError} (as a rejection) What the last attempt came to. Bugs in `exchange` come through as they are.
 */
export async function sendRequest<T>(
  endpoint: Endpoint,
  signal: AbortSignal | undefined,
  exchange: (access: Access) => Promise<T>,
): Promise<T> {
  const { target, circuit, attempts, random, sleep } = endpoint;
  let failed: FailedOutcome | undefined;
  for (let attempt = 1; ; attempt += 1) {
    const openMs = circuit.tryAcquire();
    if (openMs > 0) {
      throw failed?.error ?? errorFor(target).circuitOpen(openMs);
    }
    const outcome = await sendOnce(endpoint, signal, exchange);
    circuit.report(healthAfter(outcome));
    if (outcome.ok) {
      return outcome.value;
    }
    failed = outcome;
    const mayTryAgain = attempt < attempts && canPass(outcome);
    const waitMs = mayTryAgain ? retryDelayMs(attempt, outcome.retryAfterMs, random()) : undefined;
    if (waitMs === undefined) {
      throw outcome.error;
    }
    await sleep(waitMs, signal);
    if (signal?.aborted === true) {
      throw errorFor(target).aborted(signal.reason);
    }
  }
}

interface FailedOutcome {
  readonly ok: false;
  readonly error: ChatError;
  readonly begun: boolean;
  readonly retryAfterMs: number | undefined;
}

type Outcome<T> = { readonly ok: true; readonly value: T } | FailedOutcome;

async function sendOnce<T>(
  { target, send, idleSeconds, now }: Endpoint,
  signal: AbortSignal | undefined,
  exchange: (access: Access) => Promise<T>,
): Promise<Outcome<T>> {
  const ended = new AbortController();
  const watch = watchRequest(send, {
    signal: AbortSignal.any([ended.signal, ...(signal ? [signal] : [])]),
    longestSilenceMs: idleSeconds * 1000,
    now,
  });
  let begun = false;
  const begin = (): void => {
    begun = true;
  };
  try {
    signal?.throwIfAborted();
    return { ok: true, value: await exchange({ send: watch.send, begin }) };
  } catch (error) {
    const trouble = watch.trouble();
    const failure = errorFor(target).from(error, {
      aborted: signal?.aborted ?? false,
      silentSeconds: watch.silence.aborted ? idleSeconds : undefined,
      trouble,
      begun,
    });
    if (failure === undefined) {
      throw error;
    }
    const retryAfterMs = trouble?.type === "refused" ? trouble.retryAfterMs : undefined;
    return { ok: false, error: failure, begun, retryAfterMs };
  } finally {
    watch.stop();
    ended.abort(); // closes the connection when the answer was not read to its end
  }
}

/** Whether a failure may be gone at the next attempt. 501 says that it will not. */
function canPass({ error, begun }: FailedOutcome): boolean {
  if (begun || error.status === 501) {
    return false;
  }
  return ["unreachable", "rate-limited", "unavailable"].includes(error.code);
}

function healthAfter(outcome: Outcome<unknown>): HostHealth {
  if (outcome.ok) {
    return "alive";
  }
  const { error } = outcome;
  if (error.code === "aborted") {
    return "unknown";
  }
  const isDead = ["unreachable", "timeout", "unavailable"].includes(error.code);
  return isDead && error.status !== 501 ? "dead" : "alive";
}
