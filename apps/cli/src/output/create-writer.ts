import { type AnswerWriter, createAnswerWriter } from "./answer-writer.ts";
import { createLazyWriter } from "./create-lazy-writer.ts";
import type { Output } from "./terminal.ts";

/** Writes one answer: rendered for a person, or as it is. */
export function createWriter(out: Output, markdown: boolean): AnswerWriter {
  return markdown
    ? createLazyWriter(async () => {
        const { createMarkdownWriter } = await import("./markdown/create-markdown-writer.ts");
        return createMarkdownWriter(out);
      })
    : createAnswerWriter(out);
}
