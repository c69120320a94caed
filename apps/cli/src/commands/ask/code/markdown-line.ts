/** Where the columns of tabs are (CommonMark, "Tabs"). */
const TAB_STOP = 4;

/** A line of Markdown that is read from left to right in columns, in which a tab may count in part. */
export interface MarkdownLine {
  /** Columns of white space before the next sign. */
  indent(): number;
  /** What follows the white space, without the end of the line. */
  rest(): string;
  isBlank(): boolean;
  /** Passes the white space before the next sign. */
  skipIndent(): void;
  /** Passes as many signs. */
  skip(count: number): void;
  /** Passes up to as many columns of white space, and says how many there were. */
  skipColumns(count: number): number;
  /** What is left, with the end of the line. What is left of a tab is blanks. */
  remaining(): string;
}

function widthAt(column: number): number {
  return TAB_STOP - (column % TAB_STOP);
}

/** @param source - The line with its end. */
export function createMarkdownLine(source: string): MarkdownLine {
  const text = source.replace(/\r?\n$|\r$/u, "");
  let offset = 0;
  let column = 0;
  /** Columns of the tab at `offset` that are passed already. */
  let passed = 0;

  const isSpace = (): boolean => text[offset] === " " || text[offset] === "\t";

  function whiteSpace(): { readonly columns: number; readonly end: number } {
    let end = offset;
    let at = column;
    for (; text[end] === " " || text[end] === "\t"; end += 1) {
      at += text[end] === "\t" ? widthAt(at) : 1;
    }
    return { columns: at - column, end };
  }

  function skipColumns(count: number): number {
    let skipped = 0;
    while (skipped < count && isSpace()) {
      skipped += 1;
      const isTab = text[offset] === "\t";
      const isWhole = !isTab || widthAt(column) === 1;
      column += 1;
      passed = isWhole ? 0 : passed + 1;
      offset += isWhole ? 1 : 0;
    }
    return skipped;
  }

  return {
    indent: () => whiteSpace().columns,
    rest: () => text.slice(whiteSpace().end),
    isBlank: () => whiteSpace().end === text.length,
    skipIndent() {
      skipColumns(whiteSpace().columns);
    },
    skip(count) {
      offset += count;
      column += count;
    },
    skipColumns,
    remaining: () =>
      passed === 0
        ? source.slice(offset)
        : `${" ".repeat(widthAt(column))}${source.slice(offset + 1)}`,
  };
}
