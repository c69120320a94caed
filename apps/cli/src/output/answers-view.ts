/** Shows several answers that come at the same time. They are told apart by their index. */
export interface AnswersView {
  write(index: number, delta: string): void;
  /** No more comes of it. A failure says in one sentence why that is not all. */
  end(index: number, failure?: string): void;
  /** After the last one has ended: resolves when everything is written. */
  close(): Promise<void>;
}
