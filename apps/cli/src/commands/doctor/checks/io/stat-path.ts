import { stat } from "node:fs/promises";
import process from "node:process";

import type { PathStatus } from "../path-status.ts";

/** What is at `path`, links followed. Never rejects. */
export async function statPath(path: string): Promise<PathStatus> {
  try {
    const found = await stat(path);
    return {
      type: found.isFile() ? "file" : found.isDirectory() ? "directory" : "other",
      mode: found.mode & 0o7777,
      isOwn: process.getuid === undefined || process.getuid() === found.uid,
      bytes: found.size,
    };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return code === "ENOENT" ? { type: "missing" } : { type: "hidden", code };
  }
}
