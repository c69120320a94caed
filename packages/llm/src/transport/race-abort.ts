/**
 * The same promise, except that it rejects with the signal's reason as soon as the signal aborts. A body that is
 * being read while its connection ends can stay silent for ever.
 */
export async function raceAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: (() => void) | undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      stop = (): void => reject(signal.reason);
      signal.addEventListener("abort", stop);
      promise.then(resolve, reject);
      if (signal.aborted) {
        stop();
      }
    });
  } finally {
    if (stop !== undefined) {
      signal.removeEventListener("abort", stop);
    }
  }
}
