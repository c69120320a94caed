import { UserError } from "./user-error.ts";

/** A command line that cannot be understood. */
export function wrongUsage(message: string): UserError {
  return new UserError(2, `${message} (hexai --help shows all flags)`);
}
