import type { ChatOptions } from "@hexai/chat";

import { raceAbort } from "../transport/race-abort.ts";

/** Passes a piece of an answer to `onDelta` and waits until it is handled. Rejects with the signal's reason when it aborts. */
export async function deliverDelta(text: string, { signal, onDelta }: ChatOptions): Promise<void> {
  const reading = onDelta?.(text);
  if (reading !== undefined) {
    await (signal === undefined ? reading : raceAbort(reading, signal));
  }
}
