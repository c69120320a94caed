import { basename } from "node:path";

/** Larger files are seldom written by hand, and a model sees but a part of them. */
export const MOST_BYTES: number = 1024 * 1024;

/** Why a document is refused for its size. */
export const TOO_LARGE = "it is over 1 MiB";

/** The words for the user: the file's name alone, because messages are short and logs are read by others. */
export function refusalBecause(path: string, reason: string): string {
  return `${basename(path)} is not sent to any model, because ${reason}`;
}
