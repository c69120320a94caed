import type { ExitCode } from "../output/terminal.ts";

/** The reason of an aborted `Terminal`: the program was told to stop before it was done. An empty message is not shown. */
export class Stopped extends Error {
  static {
    this.prototype.name = "Stopped"; // on the prototype, so that `stack` starts with it
  }

  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message = "") {
    super(message);
    this.exitCode = exitCode;
  }
}
