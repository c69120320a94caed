import { harmlessText } from "./harmless-text.ts";
import type { Output } from "./terminal.ts";

/** Writes one answer, piece by piece. */
export interface AnswerWriter {
  write(delta: string): void;
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
    async end() {
      if (last !== "" && last !== "\n") {
        out.write("\n");
      }
    },
  };
}
