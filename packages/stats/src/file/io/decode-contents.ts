import { EMPTY_STATS_FILE, type StatsFile, parseStatsFile } from "../stats-file.ts";
import type { Contents } from "./read-contents.ts";

/** The statistics in a file's contents: empty without a file, `undefined` when it is not one of version 1. */
export function decodeContents(contents: Contents): StatsFile | undefined {
  if (contents === undefined) {
    return EMPTY_STATS_FILE;
  }
  return Buffer.isBuffer(contents) ? parseStatsFile(contents.toString("utf8")) : undefined;
}
