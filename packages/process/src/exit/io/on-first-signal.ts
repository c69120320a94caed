import process from "node:process";

/**
 * Calls `run` at the first `signal`. A second one finds no listener and ends the process at once.
 *
 * The listener is removed after all listeners have run. `once` would remove it before, and then `signal-exit`, a dependency of
 * the statistics' lock and of ink, would find itself the only listener and kill the process.
 *
 * @returns The listener, so that a caller can remove it for a while.
 */
export function onFirstSignal(signal: NodeJS.Signals, run: () => void): () => void {
  function onSignal(): void {
    run();
    setImmediate(() => process.off(signal, onSignal));
  }
  process.on(signal, onSignal);
  return onSignal;
}
