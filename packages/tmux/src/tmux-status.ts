/** The text that tmux shows for Hexai, in the global option `@hexai_status` of the server this process runs in. */
export interface TmuxStatus {
  /**
   * Shows `text` from now on: tmux markup, one line. Returns at once and never throws; the newest text wins. What is
   * pending when the process ends is lost without a `flush()`.
   */
  set(text: string): void;
  /**
   * Shows the newest text without waiting for the second to pass. Resolves when tmux has taken it, or could not,
   * or was given up after 300 ms. Never rejects.
   */
  flush(): Promise<void>;
}
