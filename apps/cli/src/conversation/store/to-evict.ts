import type { HistorySettings } from "@hexai/config";

/** A conversation as the directory shows it. */
export interface StoredFile {
  readonly id: string;
  /** When it was last used, in milliseconds since the Unix epoch: when its file was written. */
  readonly usedAt: number;
  readonly bytes: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
export const MEGABYTE = 1_000_000;

/**
 * The conversations to remove: those that nobody has used for too long, and the ones beyond the limit of size that nobody has
 * used for longest. The last one stays, however large it is: somebody is about to go on with it.
 */
export function conversationsToEvict(
  files: readonly StoredFile[],
  { days, max_mb: maxMb }: Pick<HistorySettings, "days" | "max_mb">,
  now: number,
): readonly StoredFile[] {
  let bytes = 0;
  return files
    .toSorted((one, other) => other.usedAt - one.usedAt)
    .filter((file, index) => {
      bytes += file.bytes;
      const isOld = now - file.usedAt >= days * DAY_MS;
      return index > 0 && (isOld || bytes > maxMb * MEGABYTE);
    });
}
