/** A cursor in a document, as they were at one moment. */
export interface Place {
  readonly uri: string;
  readonly languageId: string;
  /** The whole document. */
  readonly text: string;
  /** Where the cursor is in `text`, in UTF-16 code units. */
  readonly offset: number;
  /** The cursor's line, from 0. */
  readonly line: number;
}

/** What is on the cursor's line before it. */
export function lineBefore({ text, offset }: Place): string {
  return text.slice(lineStart(text, offset), offset);
}

/** What is on the cursor's line after it, without the line break. */
export function lineAfter({ text, offset }: Place): string {
  return text.slice(offset, lineEnd(text, offset));
}

/** Where the line of `offset` begins. */
export function lineStart(text: string, offset: number): number {
  const lineFeed = offset === 0 ? -1 : text.lastIndexOf("\n", offset - 1);
  const start = lineFeed + 1;
  return start + text.slice(start, offset).lastIndexOf("\r") + 1;
}

/** Where the line of `offset` ends: at its line break or the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const lineFeed = text.indexOf("\n", offset);
  const end = lineFeed === -1 ? text.length : lineFeed;
  const carriageReturn = text.slice(offset, end).indexOf("\r");
  return carriageReturn === -1 ? end : offset + carriageReturn;
}

/** The line break that the document uses near the cursor. */
export function lineBreakOf({ text, offset }: Place): "\n" | "\r\n" {
  const above = text.lastIndexOf("\n", offset - 1);
  const lineFeed = offset > 0 && above !== -1 ? above : text.indexOf("\n", offset);
  return lineFeed > 0 && text[lineFeed - 1] === "\r" ? "\r\n" : "\n";
}

/** The first line below the cursor's that is not blank; undefined when there is none within reach. */
export function nextLine({ text, offset }: Place): string | undefined {
  const below = text.slice(offset, offset + REACH);
  const [, ...lines] = below.split(/\r?\n/u);
  return lines.find((line) => line.trim() !== "");
}

/** How far below the cursor the next line is looked for, in UTF-16 code units. */
const REACH = 2_000;
