import { commonIndentOf, withIndent } from "./indentation.ts";
import { withoutFence } from "./without-fence.ts";

/**
 * Makes a model's answer fit into the place of `selection`, the text it was asked about.
 *
 * A Markdown fence around the whole answer goes, unless the selection is such a block itself. White space at
 * the beginning and at the end is the selection's own, so its indentation and its final line break stay. An
 * answer that was written without the selection's indentation gets it, and line breaks are the selection's.
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

/** Keeps the first line's indentation, which tells how the other lines are meant. */
function withoutBlankEnds(text: string): string {
  return text.replace(/^(?:[\t ]*\r?\n)+/, "").trimEnd();
}

function withLineBreaksOf(selection: string, text: string): string {
  const hasCrlf = selection.includes("\r\n");
  const hasBoth = hasCrlf && /(?<!\r)\n/.test(selection);
  return hasBoth ? text : text.replaceAll(/\r?\n/g, hasCrlf ? "\r\n" : "\n");
}
