import type { Clock } from "../clock/clock.ts";
import { type AnswerStyle, answerLines } from "./answer-lines.ts";
import type { LiveText, Writing } from "./live-text.ts";

/** So long nothing is written after an edit, in milliseconds: each is an undo step, and the user is typing elsewhere. */
const BETWEEN_EDITS_MS = 220;

export interface StreamAnswerParts {
  readonly live: LiveText;
  readonly style: AnswerStyle;
  /** Whether the answer grows in the document; else it is written once, as a whole. */
  readonly streams: boolean;
  readonly clock: Clock;
}

/** Asks the model. The signal is aborted when nothing more can be written. Resolves with the whole answer. */
export type Ask = (signal: AbortSignal, onDelta: (text: string) => void) => Promise<string>;

/**
 * Writes an answer into the document while it arrives. What has arrived is kept, whatever ends it.
 *
 * @returns How the last writing ended; "written" for an empty answer too.
 * @throws As `ask` does, after what had arrived was written.
 */
export async function streamAnswer(
  { live, style, streams, clock }: StreamAnswerParts,
  ask: Ask,
): Promise<Writing> {
  const enough = new AbortController();
  let arrived = "";
  let isOver = false;
  let wake: (() => void) | undefined;
  const asked = ask(AbortSignal.any([enough.signal, live.gone]), (text) => {
    arrived += text;
    wake?.();
  });
  const over = waitForEnd();

  async function waitForEnd(): Promise<void> {
    try {
      const whole = await asked;
      arrived = arrived === "" ? whole : arrived;
    } catch {
      // Thrown below, when what had arrived is written.
    }
    isOver = true;
  }

  function arrival(): Promise<void> {
    return new Promise((resolve) => {
      wake = resolve;
    });
  }

  let writtenLength = 0;
  for (;;) {
    const isLast = isOver;
    const lines = answerLines(arrived, style);
    if (lines.length > writtenLength && (streams || isLast)) {
      const writing = await live.write(lines.slice(writtenLength), isLast);
      if (writing.type !== "written") {
        enough.abort();
        await over;
        return writing;
      }
      writtenLength = lines.length;
      await Promise.race([over, passed(BETWEEN_EDITS_MS, clock)]);
    } else if (isLast) {
      await asked;
      return { type: "written" };
    } else {
      await Promise.race([over, arrival()]);
    }
  }
}

function passed(ms: number, clock: Clock): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve));
}
