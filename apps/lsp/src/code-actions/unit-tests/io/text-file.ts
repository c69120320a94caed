import { readFile, stat } from "node:fs/promises";

export type FileText =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "missing" }
  /** `reason` is for the user. */
  | { readonly type: "unreadable"; readonly reason: string };

/** Reads a text as an editor does, without a byte order mark. */
export async function readTextFile(path: string): Promise<FileText> {
  try {
    const bytes = await readFile(path);
    return { type: "text", text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) {
      return { type: "unreadable", reason: "it is not UTF-8" };
    }
    if (!(error instanceof Error) || !("code" in error)) {
      throw error;
    }
    return error.code === "ENOENT" || error.code === "ENOTDIR"
      ? { type: "missing" }
      : { type: "unreadable", reason: String(error.code) };
  }
}

/** Whether anything exists at `path`. */
export async function fileExists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false, // what cannot be looked at cannot be used either
  );
}
