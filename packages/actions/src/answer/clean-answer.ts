import { commonIndentOf, withIndent } from "./indentation.ts";
import { withoutFence } from "./without-fence.ts";

/**
 * Turns a model's answer into the text that replaces `selection`, the text that the model was asked about.
 *
 * A Markdown fence around the whole answer is removed, unless the selection is fenced itself. White space at both ends is taken
 * from the selection, so that its indentation and its final line break are kept. An answer without the selection's indentation
 * is indented, and its line breaks become those of the selection.
 */
export function cleanAnswer(answer: string, selection: string): string {
  const isFencedBlock = withoutFence(selection) !== selection;
  const { before, after } = edgesOf(selection);
  const body = withoutBlankEnds(isFencedBlock ? answer : withoutFence(answer));
  const indented = withIndent(body, commonIndentOf(selection));
  return before + withLineBreaksOf(selection, indented.trimStart()) + after;
}

interface Edges {
  readonly before: string;
  readonly after: string;
}

function edgesOf(selection: string): Edges {
  if (selection.trim() === "") {
    const before = /^[\t ]*/.exec(selection)?.[0] ?? "";
    return { before, after: selection.slice(before.length) };
  }
  const start = selection.length - selection.trimStart().length;
  return { before: selection.slice(0, start), after: selection.slice(selection.trimEnd().length) };
}

/** Keeps the first line's indentation, because the indentation of the other lines is relative to it. */
function withoutBlankEnds(text: string): string {
  return text.replace(/^(?:[\t ]*\r?\n)+/, "").trimEnd();
}

function withLineBreaksOf(selection: string, text: string): string {
  const hasCrlf = selection.includes("\r\n");
  const hasBoth = hasCrlf && /(?<!\r)\n/.test(selection);
  return hasBoth ? text : text.replaceAll(/\r?\n/g, hasCrlf ? "\r\n" : "\n");
}
