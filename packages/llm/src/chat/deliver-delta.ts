import type { ChatOptions } from "@hexai/chat";

import { raceAbort } from "../transport/race-abort.ts";

/** Gives a piece of an answer to its reader, and waits until that wants more. Rejects with the signal's reason when it aborts. */
export async function deliverDelta(text: string, { signal, onDelta }: ChatOptions): Promise<void> {
  const reading = onDelta?.(text);
  if (reading !== undefined) {
    await (signal === undefined ? reading : raceAbort(reading, signal));
  }
}
