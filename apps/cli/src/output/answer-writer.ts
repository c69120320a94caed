import { createTextSanitizer } from "@hexai/terminal/text";

import type { Output } from "./terminal.ts";

/** Writes one answer, piece by piece. */
export interface AnswerWriter {
  write(delta: string): void;
  /** The text that is not written yet because more of it may change how it is rendered: the source, safe for a terminal. */
  held(): string;
  /** Ends the last line if something was written and the line has no end. */
  end(): Promise<void>;
}

/** A terminal gets the answer made safe; anything else gets it byte for byte. */
export function createAnswerWriter(out: Output): AnswerWriter {
  const sanitizer = out.isTerminal ? createTextSanitizer() : undefined;
  let last = "";
  const write = (text: string): void => {
    if (text !== "") {
      out.write(text);
      last = text.at(-1) ?? last;
    }
  };
  return {
    write: (delta) => write(sanitizer?.push(delta) ?? delta),
    held: () => "",
    async end() {
      write(sanitizer?.end() ?? "");
      if (last !== "" && last !== "\n") {
        out.write("\n");
      }
    },
  };
}
