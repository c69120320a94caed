/**
 * `0` success, `1` the user must change something or the provider failed, `2` wrong usage or no input, `70` our bug.
 * Codes above 128 are those that a shell reports for a death by signal: `129` hangup, `130` Ctrl-C, `141` closed stdout,
 * `143` terminated.
 */
export type ExitCode = 0 | 1 | 2 | 70 | 129 | 130 | 141 | 143;

/** The abort reason of a program that must end before its work is done. An empty message is not shown. */
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
