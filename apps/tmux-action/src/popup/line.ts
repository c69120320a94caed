/** One end of a two-way line between the program and its screen. Messages arrive whole and in order. */
export interface Line<Out, In> {
  /** Never throws; what is sent into a closed line is lost. */
  send(message: Out): void;
  /** To be called once. `onClosed` comes last, however the line ended. */
  listen(onMessage: (message: In) => void, onClosed: () => void): void;
  close(): void;
}
