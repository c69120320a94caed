import type { Output } from "./terminal.ts";

/** Writes a line beside the answer: dim where there are colours. @param line - Safe for a terminal, without its end. */
export function writeDim(err: Output, line: string): void {
  err.write(err.isColorful ? `\u001b[2m${line}\u001b[22m\n` : `${line}\n`);
}
