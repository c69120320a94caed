import process from "node:process";

/** The directory that this process is in; `/` when it was removed: then it has no project, and neither has any of its parents. */
export function workingDirectory(): string {
  try {
    return process.cwd();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return "/";
    }
    throw error;
  }
}
