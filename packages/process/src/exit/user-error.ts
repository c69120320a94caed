/** A failure that the user can repair. `message` is the whole text for the user, possibly on several lines. */
export class UserError extends Error {
  static {
    this.prototype.name = "UserError"; // on the prototype, so that `stack` starts with it
  }

  /** `1`: a setting, a file or the environment is wrong. `2`: the command line is. */
  readonly exitCode: 1 | 2;

  constructor(exitCode: 1 | 2, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/**
 * A command line that cannot be understood.
 *
 * @param program - The program, possibly with its command, whose `--help` shows what it takes.
 */
export function usageError(program: string, message: string, options?: ErrorOptions): UserError {
  return new UserError(2, `${message} (${program} --help shows all flags)`, options);
}
