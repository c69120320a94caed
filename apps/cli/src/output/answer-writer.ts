import { harmlessText } from "./harmless-text.ts";
import type { Output } from "./terminal.ts";

/** Writes one answer, piece by piece. */
export interface AnswerWriter {
  write(delta: string): void;
  /** What it waits to write, because more may change how it looks: as it came, and harmless. */
  held(): string;
  /** Ends the last line if something was written and the line has no end. */
  end(): Promise<void>;
}

/** To a terminal control characters are made harmless; anything else gets the answer as it is. */
export function createAnswerWriter(out: Output): AnswerWriter {
  let last = "";
  return {
    write(delta) {
      const text = out.isTerminal ? harmlessText(delta) : delta;
      out.write(text);
      last = text.at(-1) ?? last;
    },
    held: () => "",
    async end() {
      if (last !== "" && last !== "\n") {
        out.write("\n");
      }
    },
  };
}
