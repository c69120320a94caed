import { dedent } from "../answer/indentation.ts";

/** An input that began with diagnostics. `block + selection` is the input. */
export interface SplitDiagnostics {
  /** The diagnostics without list markers. There is at least one. */
  readonly diagnostics: readonly string[];
  /** The lines of the diagnostics, unchanged, with the blank line that ends them. */
  readonly block: string;
  /** The text behind the block. It is not blank. */
  readonly selection: string;
}

/**
 * Splits an input such as
 *
 *     Diagnostics:
 *     - line 2: x is never read
 *     - line 3: missing return
 *                                 (a blank line)
 *     func f() int {
 *
 * The first line is `Diagnostics:`, each line below is one diagnostic, or continues the one above when it is indented, and the
 * first blank line ends the block. Any other input gives `undefined`.
 *
 * The result of an action replaces the whole input, so that the user gets the code without the block.
 */
export function splitDiagnostics(text: string): SplitDiagnostics | undefined {
  const match = /^diagnostics:[\t ]*\r?\n((?:[\t ]*\S[^\n]*\n)+)[\t ]*\r?\n/i.exec(text);
  const [block, lines = ""] = match ?? [];
  if (block === undefined) {
    return undefined;
  }
  const diagnostics = diagnosticsOf(lines);
  const selection = text.slice(block.length);
  return diagnostics.length === 0 || selection.trim() === ""
    ? undefined
    : { diagnostics, block, selection };
}

/** The marker of a list item. */
const MARK = /^\s*(?:[*•-]|\d+[.)])(?:\s+|$)/;

function diagnosticsOf(lines: string): readonly string[] {
  const entries: string[] = [];
  for (const line of dedent(lines).split(/\r?\n/)) {
    const isContinued = /^\s/.test(line) && !MARK.test(line) && entries.length > 0;
    const above = isContinued ? entries.pop() : undefined;
    entries.push(above === undefined ? line.replace(MARK, "").trim() : `${above} ${line.trim()}`);
  }
  return entries.filter((entry) => entry !== "");
}
