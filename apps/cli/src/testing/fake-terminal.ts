import type { ExitRequest } from "@hexai/process";

import type { Output, Terminal } from "../output/terminal.ts";

/** A terminal that remembers what was written. */
export interface FakeTerminal extends Terminal {
  readonly written: { readonly out: string; readonly err: string };
  /** The clock of the test. */
  readonly now: () => number;
  /** Aborts `signal`, as a signal to the process does. */
  stop(reason: ExitRequest): void;
}

export interface FakeTerminalOptions extends Partial<Pick<Output, "canErase" | "isColorful">> {
  /** Whether a person looks at stdout and stderr. */
  readonly isTerminal?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  /** What the clock says, one call after the other; the last one stays. */
  readonly times?: readonly number[];
  /** Resolves when the reader has taken what was written. */
  readonly drained?: Promise<void>;
}

/** Without options a pipe; with `isTerminal` one that can do everything. */
export function fakeTerminal({
  isTerminal = false,
  isColorful = isTerminal,
  canErase = isTerminal,
  columns = 80,
  rows = 24,
  times = [0],
  drained = Promise.resolve(),
}: FakeTerminalOptions = {}): FakeTerminal {
  const written = { out: "", err: "" };
  const stopping = new AbortController();
  const abilities = {
    isTerminal,
    isColorful,
    canErase,
    columns: () => columns,
    rows: () => rows,
    drained: () => drained,
  };
  let calls = 0;
  return {
    written,
    out: { ...abilities, write: (text) => (written.out += text) },
    err: { ...abilities, write: (text) => (written.err += text) },
    signal: stopping.signal,
    now: () => times[Math.min(calls++, times.length - 1)] ?? 0,
    stop: (reason) => stopping.abort(reason),
  };
}
