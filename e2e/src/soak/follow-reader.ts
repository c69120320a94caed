import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

export interface ReaderReport {
  readonly reads: number;
  /** What was read and is no whole file, of each the beginning. */
  readonly broken: readonly string[];
  /** Of the largest file, in bytes. */
  readonly largestBytes: number;
}

/** Reads the statistics file again and again until the signal aborts. */
export async function followReader(path: string, signal: AbortSignal): Promise<ReaderReport> {
  const broken: string[] = [];
  let reads = 0;
  let largestBytes = 0;
  while (!signal.aborted) {
    const text = await readFile(path, "utf8").catch(() => undefined); // not there yet
    if (text !== undefined) {
      reads += 1;
      largestBytes = Math.max(largestBytes, Buffer.byteLength(text));
      if (!isWhole(text)) {
        broken.push(text.slice(0, 80));
      }
    }
    await sleep(2);
  }
  return { reads, broken, largestBytes };
}

function isWhole(text: string): boolean {
  try {
    const { version, events } = JSON.parse(text);
    return version === 1 && Array.isArray(events);
  } catch {
    return false;
  }
}
