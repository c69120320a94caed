import { dedent } from "../answer/indentation.ts";
import { withoutFence } from "../answer/without-fence.ts";

/**
 * Turns a model's answer into the code of tests. A Markdown fence, surrounding blank lines and the indentation are removed; line
 * breaks and the end of the text follow `selection`, the code under test.
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
