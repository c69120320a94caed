import process from "node:process";

/**
 * Calls `run` at the first `signal`. A second one finds no listener and ends the process at once.
 *
 * The listener goes only when all have heard the first signal, and not before, as with `once`: `signal-exit`, which the lock of
 * the statistics and ink bring along, kills the process by the signal when it finds itself alone on it.
 *
 * @returns The listener, for who wants to take it off for a while.
 */
export function onFirstSignal(signal: NodeJS.Signals, run: () => void): () => void {
  function onSignal(): void {
    run();
    setImmediate(() => process.off(signal, onSignal));
  }
  process.on(signal, onSignal);
  return onSignal;
}
