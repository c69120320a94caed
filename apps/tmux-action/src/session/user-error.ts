/** Something the user can mend. `message` is one sentence for stderr; nothing was written to the output. */
export class UserError extends Error {
  static {
    this.prototype.name = "UserError"; // on the prototype, so that `stack` starts with it
  }

  /** `1`: the selection, a file or the configuration is to blame; `2`: the command line is. */
  readonly exitCode: 1 | 2;

  constructor(exitCode: 1 | 2, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
