import process from "node:process";

/** The working directory of this process, or `/` when it was removed, because `/` belongs to no project. */
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
