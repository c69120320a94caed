import { dedent } from "../answer/indentation.ts";

/** An input that began with what compilers and linters report. `block + selection` is the input. */
export interface SplitDiagnostics {
  /** One text each, without the list's marks. At least one. */
  readonly diagnostics: readonly string[];
  /** The lines of the report, byte for byte, the blank line that ends them too. */
  readonly block: string;
  /** What is behind them. Not blank. */
  readonly selection: string;
}

/**
 * Takes apart an input like
 *
 *     Diagnostics:
 *     - line 2: x is never read
 *     - line 3: missing return
 *                                 (a blank line)
 *     func f() int {
 *
 * The first line says `Diagnostics:` and nothing else, each line below is one diagnostic (or the rest of the one
 * above, when it is indented), and the first blank line is the end. `undefined` for every other input.
 *
 * The result of an action takes the place of the whole input: what the user gets is the code without the block.
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

/** What stands in front of an entry of a list. */
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
