/**
 * Rejects with the signal's reason as soon as the signal aborts, else settles like `promise`. A pending read of a body can stay
 * pending for ever when its connection ends.
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
