/**
 * `0` success, `1` the user must change something or the provider failed, `2` wrong usage or no input, `70` our bug.
 * Above 128 as a shell reports a death by signal: `129` hung up, `130` Ctrl-C, `141` nobody reads stdout any
 * more, `143` terminated.
 */
export type ExitCode = 0 | 1 | 2 | 70 | 129 | 130 | 141 | 143;

/** The reason of the aborted signal of a program that has to end before it is done. An empty message is not shown. */
export class ExitRequest extends Error {
  static {
    this.prototype.name = "ExitRequest"; // on the prototype, so that `stack` starts with it
  }

  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message = "") {
    super(message);
    this.exitCode = exitCode;
  }
}
