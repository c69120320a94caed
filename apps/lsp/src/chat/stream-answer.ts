import type { Clock } from "../clock/clock.ts";
import { answerLines, type AnswerStyle } from "./answer-lines.ts";
import type { StreamedEdit, WriteResult } from "./streamed-edit.ts";

/** The pause after an edit, in milliseconds: each edit is an undo step, and the user may be typing elsewhere. */
const BETWEEN_EDITS_MS = 220;

export interface StreamAnswerOptions {
  readonly edit: StreamedEdit;
  readonly style: AnswerStyle;
  /** Whether the answer grows in the document; else it is written once it is complete. */
  readonly streams: boolean;
  readonly clock: Clock;
}

/** Asks the model and resolves with the whole answer. The signal is aborted when nothing more can be written. */
export type Ask = (signal: AbortSignal, onDelta: (text: string) => void) => Promise<string>;

/**
 * Writes an answer into the document while it arrives. The part that has arrived stays in the document, however the answer ends.
 *
 * @returns The result of the last edit; "written" for an empty answer too.
 * @throws As `ask` does, after the part that has arrived is written.
 */
export async function streamAnswer(
  { edit, style, streams, clock }: StreamAnswerOptions,
  ask: Ask,
): Promise<WriteResult> {
  const stopping = new AbortController();
  let received = "";
  let isOver = false;
  let notifyDelta: (() => void) | undefined;
  const asking = ask(AbortSignal.any([stopping.signal, edit.removed]), (delta) => {
    received += delta;
    notifyDelta?.();
  });
  const over = waitForEnd();

  async function waitForEnd(): Promise<void> {
    try {
      const whole = await asking;
      // The whole answer is without reasoning that a streamed one may have shown.
      received = received === "" || (!streams && whole !== "") ? whole : received;
    } catch {
      // `asking` is awaited below and throws there, after the rest is written.
    }
    isOver = true;
  }

  function nextDelta(): Promise<void> {
    return new Promise((resolve) => {
      notifyDelta = resolve;
    });
  }

  let writtenLength = 0;
  for (;;) {
    const isLast = isOver;
    const lines = answerLines(received, style);
    if (lines.length > writtenLength && (streams || isLast)) {
      const result = await edit.write(lines.slice(writtenLength), isLast);
      if (result.type !== "written") {
        stopping.abort();
        await over;
        return result;
      }
      writtenLength = lines.length;
      await Promise.race([over, elapsed(BETWEEN_EDITS_MS, clock)]);
    } else if (isLast) {
      await asking;
      return { type: "written" };
    } else {
      await Promise.race([over, nextDelta()]);
    }
  }
}

function elapsed(ms: number, clock: Clock): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve));
}
