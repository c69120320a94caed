import { dedent } from "../answer/indentation.ts";
import { withoutFence } from "../answer/without-fence.ts";

/**
 * Makes a model's answer the code of tests: without a Markdown fence, blank lines around it and indentation, and
 * with the line breaks and the end of `selection`, the code that they test.
 */
export function cleanTests(answer: string, selection: string): string {
  const body = dedent(
    withoutFence(answer)
      .replace(/^(?:[\t ]*\r?\n)+/, "")
      .trimEnd(),
  );
  const eol = selection.includes("\r\n") ? "\r\n" : "\n";
  const end = /(?:\r?\n)?$/.exec(selection)?.[0] ?? "";
  return body.replaceAll(/\r?\n/g, eol) + end;
}
