import process from "node:process";
import { createInterface } from "node:readline/promises";

import type { Terminal } from "../../../output/terminal.ts";
import type { Confirm } from "../reset-stats.ts";

/** Asks the person at the terminal; undefined when there is none. */
export function confirmOnTerminal({ err, signal }: Terminal): Confirm | undefined {
  return process.stdin.isTTY && err.isTerminal
    ? (question) => confirm(question, signal)
    : undefined;
}

/**
 * Asks a question that is answered with y or yes. Anything else is a no, and so is the end of the input.
 *
 * @param signal - Makes it reject with an abort error.
 */
async function confirm(question: string, signal: AbortSignal): Promise<boolean> {
  const { stdin: input, stderr: output } = process;
  // Line by line as the terminal gives them, so that Ctrl-C stays a signal.
  const lines = createInterface({ input, output, terminal: false });
  const ended = new AbortController();
  lines.once("close", () => ended.abort());
  try {
    const either = AbortSignal.any([signal, ended.signal]);
    const answer = await lines.question(`${question} [y/N] `, { signal: either });
    return /^\s*y(?:es)?\s*$/iu.test(answer);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Error && error.name === "AbortError") {
      output.write("\n"); // Ctrl-D leaves the cursor behind the question
      return false;
    }
    throw error;
  } finally {
    lines.close();
  }
}
