import process from "node:process";

const SIGNALS = ["SIGHUP", "SIGINT", "SIGTERM"] as const;

/**
 * Keeps a library from ending the process on a signal: `signal-exit`, which ink brings along, kills it when nobody
 * else listens, and our own listeners are gone after the first signal.
 *
 * @returns The function that lets go.
 */
export function holdSignals(): () => void {
  for (const signal of SIGNALS) {
    process.on(signal, ignore);
  }
  return () => {
    for (const signal of SIGNALS) {
      process.off(signal, ignore);
    }
  };
}

function ignore(): void {
  // Somebody else acts on it.
}
