import { statSync } from "node:fs";

/** A text that differs when one of the files at `paths` was changed, made, taken away or put in the place of another. */
export function stampOf(paths: readonly string[]): string {
  return paths.map(stampOfOne).join("\n");
}

function stampOfOne(path: string): string {
  try {
    const { ino, size, mtimeMs, ctimeMs } = statSync(path);
    return `${ino} ${size} ${mtimeMs} ${ctimeMs}`;
  } catch (error) {
    if (error instanceof Error && "code" in error) {
      return String(error.code);
    }
    throw error;
  }
}
