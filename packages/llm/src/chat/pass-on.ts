import type { ChatOptions } from "@hexai/chat";

import { raceAbort } from "../transport/race-abort.ts";

/** Passes a piece of an answer on, and waits until its reader wants more. Rejects with the signal's reason when that aborts. */
export async function passOn(text: string, { signal, onDelta }: ChatOptions): Promise<void> {
  const reading = onDelta?.(text);
  if (reading !== undefined) {
    await (signal === undefined ? reading : raceAbort(reading, signal));
  }
}
