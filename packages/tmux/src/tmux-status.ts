/** The text that tmux shows for Hexai, in the global option `@hexai_status` of the server this process runs in. */
export interface TmuxStatus {
  /**
   * Shows `text`, one line of tmux markup. Returns at once and never throws; the newest text wins. A text that is still pending
   * when the process ends is lost, unless `flush()` was called.
   */
  set(text: string): void;
  /**
   * Shows the newest text without waiting for the pause of a second. Resolves when tmux has shown it or failed, after 300 ms at
   * the latest. Never rejects.
   */
  flush(): Promise<void>;
}
