import type { Stopped } from "../stopped.ts";
import type { Terminal } from "../terminal.ts";

/** A terminal that remembers what was written. */
export interface FakeTerminal extends Terminal {
  readonly written: { readonly out: string; readonly err: string };
  /** Aborts `signal`, as a signal to the process does. */
  stop(reason: Stopped): void;
}

export interface FakeTerminalOptions {
  /** Whether a person looks at stdout. */
  readonly isTerminal?: boolean;
  /** What the clock says, one call after the other; the last one stays. */
  readonly times?: readonly number[];
}

export function fakeTerminal({
  isTerminal = false,
  times = [0],
}: FakeTerminalOptions = {}): FakeTerminal {
  const written = { out: "", err: "" };
  const stopping = new AbortController();
  let calls = 0;
  return {
    written,
    out: { isTerminal, write: (text) => (written.out += text) },
    err: { isTerminal, write: (text) => (written.err += text) },
    signal: stopping.signal,
    now: () => times[Math.min(calls++, times.length - 1)] ?? 0,
    stop: (reason) => stopping.abort(reason),
  };
}
