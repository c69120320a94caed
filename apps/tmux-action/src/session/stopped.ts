/** The reason of an aborted run: the program was told to stop before it was done. An empty message is not shown. */
export class Stopped extends Error {
  static {
    this.prototype.name = "Stopped"; // on the prototype, so that `stack` starts with it
  }

  /** `1` the output cannot be written; else as a shell reports a death by signal, `141` being nobody who reads. */
  readonly exitCode: 1 | 129 | 130 | 141 | 143;

  constructor(exitCode: 1 | 129 | 130 | 141 | 143, message = "") {
    super(message);
    this.exitCode = exitCode;
  }
}
