/** Something that the user can mend. `message` is all there is to show, possibly on several lines. */
export class UserError extends Error {
  static {
    this.prototype.name = "UserError"; // on the prototype, so that `stack` starts with it
  }

  /** `1`: a setting or the surroundings. `2`: the command line. */
  readonly exitCode: 1 | 2;

  constructor(exitCode: 1 | 2, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
