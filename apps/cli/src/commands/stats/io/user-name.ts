import { userInfo } from "node:os";
import process from "node:process";

/** The name of the user, or the number where the system has no name for it. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch (error) {
    if (error instanceof Error && "code" in error) {
      return String(process.getuid?.() ?? "unknown"); // a container may have no entry for the user
    }
    throw error;
  }
}
