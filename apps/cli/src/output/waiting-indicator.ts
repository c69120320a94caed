import { displayWidth, truncateToWidth } from "@hexai/terminal/text";

import type { Output } from "./terminal.ts";

/** Shown from the request to the first byte of the answer. */
export interface WaitingIndicator {
  /** Erases it; may be called again. */
  stop(): void;
}

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"] as const;
const FRAME_MS = 100;
const ERASE_LINE = "\r\u001b[K";
const ERASE_BELOW = "\r\u001b[J";

/**
 * Shows on a terminal who is asked: with a spinner if colours are wanted, and as a line that stays if nothing
 * can be erased. A pipe gets nothing, because the summary says who answered.
 *
 * @param names - Safe for a terminal, one line each.
 */
export function startWaiting(err: Output, names: readonly string[]): WaitingIndicator {
  const who = names.join(", ");
  if (!err.isTerminal) {
    return { stop: () => undefined };
  }
  if (!err.canErase) {
    err.write(`… ${who}\n`);
    return { stop: () => undefined };
  }
  let frame = 0;
  let drawnCells = 0;
  const erase = (): void => {
    // In a window that became narrower the line takes several rows.
    const above = Math.ceil(drawnCells / err.columns()) - 1;
    err.write(above > 0 ? `\u001b[${above}A${ERASE_BELOW}` : ERASE_LINE);
  };
  const draw = (): void => {
    const sign = err.isColorful ? FRAMES[frame % FRAMES.length] : "…";
    // The last cell stays free: a line that is wrapped is not one line to erase.
    const line = truncateToWidth(`${sign} ${who}`, err.columns() - 1);
    erase();
    err.write(line);
    drawnCells = displayWidth(line);
    frame += 1;
  };
  draw();
  const timer = err.isColorful ? setInterval(draw, FRAME_MS) : undefined;
  let isShown = true;
  return {
    stop() {
      if (isShown) {
        isShown = false;
        clearInterval(timer);
        erase();
      }
    },
  };
}
