import { userInfo } from "node:os";
import process from "node:process";

/**
 * The name of the user, or the number where the system has no name for it. `id` says it on every run time: Bun takes the
 * name from `USER`, which anyone may set, and which a timer of the system does not set.
 */
export function userName(): string {
  const { spawnSync } = process.getBuiltinModule("node:child_process"); // Only the metrics need it.
  const { error, stdout } = spawnSync("id", ["-un"], { encoding: "utf8" });
  if (error === undefined && stdout.trim() !== "") {
    return stdout.trim(); // It prints the number, and fails, when a container has no entry for the user.
  }
  try {
    return userInfo().username;
  } catch (failure) {
    if (failure instanceof Error && "code" in failure) {
      return String(process.getuid?.() ?? "unknown");
    }
    throw failure;
  }
}
