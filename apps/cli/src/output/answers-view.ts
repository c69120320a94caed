/** Shows several answers that stream at the same time, each with its index. */
export interface AnswersView {
  write(index: number, delta: string): void;
  /** Ends one answer. `failure` says in one sentence why it is incomplete. */
  end(index: number, failure?: string): void;
  /** Called after the last answer has ended. Resolves when everything is written. */
  close(): Promise<void>;
}
