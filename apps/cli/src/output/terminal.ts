/** Where text goes. */
export interface Output {
  /** Takes any amount, and buffers what its reader has not taken yet. */
  write(text: string): unknown;
  /** Waits until a reader has taken most of what was written, or until `signal` aborts. Never rejects. */
  drained(signal: AbortSignal): Promise<void>;
  /** Whether it is a terminal, which obeys control sequences. */
  readonly isTerminal: boolean;
  /** Whether it may be decorated with colours and moving parts. Never so for a pipe. */
  readonly isColorful: boolean;
  /** Whether a line can be erased. Never so for a pipe. */
  readonly canErase: boolean;
  /** Display cells in a line, now: a window can be resized. */
  columns(): number;
  /** Lines on the screen, now. */
  rows(): number;
}

/** The terminal, or whatever stands in its place. `main.ts` passes the real one, tests pass a fake. */
export interface Terminal {
  readonly out: Output;
  readonly err: Output;
  /** Aborted with an `ExitRequest` by Ctrl-C, by another signal, or when `out` was closed. */
  readonly signal: AbortSignal;
}
