import { fstatSync } from "node:fs";

/**
 * Whether stdin is a directory. Opening the stream tells in another way on each run time: Node takes it for an empty file, Bun throws.
 */
export function isStdinDirectory(): boolean {
  try {
    return fstatSync(0).isDirectory();
  } catch {
    return false; // It is closed.
  }
}
