import { type Cursor, lineAfter, lineBefore, nextLine } from "../../protocol/cursor.ts";

/** How much a completion may cover: the rest of one line, or several lines. */
export type Scope = "line" | "lines";

/** One line when there is text behind the cursor, else several. */
export function scopeOf(cursor: Cursor): Scope {
  return lineAfter(cursor).trim() === "" ? "lines" : "line";
}

/** Where a completion must end at the latest, in UTF-16 code units and in lines. */
const MAX_LINE_LENGTH = 300;
const MAX_LENGTH = 2_000;
const MAX_LINES = 40;

/**
 * The offset at which a completion is finished: behind its line or its block, before a line that follows in the document anyway,
 * where the model repeats itself, or at the greatest length. Undefined as long as more may belong to it; only whole lines are
 * judged.
 *
 * @param text - The output of the model so far, postprocessed.
 */
export function stopPoint(text: string, cursor: Cursor, scope: Scope): number | undefined {
  const lineFeed = text.indexOf("\n");
  const first = lineFeed === -1 ? text.length : lineFeed;
  if (scope === "line") {
    return lineFeed === -1 && first <= MAX_LINE_LENGTH
      ? undefined
      : Math.min(first, MAX_LINE_LENGTH);
  }
  return lineFeed === -1 && text.length > MAX_LENGTH ? MAX_LENGTH : blockEnd(text, cursor);
}

function blockEnd(text: string, cursor: Cursor): number | undefined {
  const lines = text.split("\n").slice(0, -1); // the last one is not whole yet
  const head = lineBefore(cursor);
  const block = {
    indent: indentOf(head),
    isBlank: head.trim() === "",
    next: nextLine(cursor),
  };
  let end = 0;
  for (const [index, line] of lines.entries()) {
    const verdict =
      index === 0 ? "goes-on" : classifyLine(line, block, text.slice(0, end).trim() === "");
    if (verdict === "ends-before" || index >= MAX_LINES || end + line.length > MAX_LENGTH) {
      return end;
    }
    end += (index === 0 ? 0 : 1) + line.length;
    if (verdict === "ends-behind") {
      return end;
    }
    if (isRepetition(lines, index)) {
      return end - 2 * (line.length + 1);
    }
  }
  return undefined;
}

interface Block {
  /** The indentation of the cursor's line. */
  readonly indent: number;
  /** There is only white space before the cursor. */
  readonly isBlank: boolean;
  /** The line that follows in the document. */
  readonly next: string | undefined;
}

/** Whether the block goes on with a line, ends before it or ends behind it. */
type LineVerdict = "goes-on" | "ends-before" | "ends-behind";

function classifyLine(
  line: string,
  { indent, isBlank, next }: Block,
  isNothingYet: boolean,
): LineVerdict {
  if (line.trim() === "") {
    return isBlank && !isNothingYet ? "ends-before" : "goes-on";
  }
  if (line.trimEnd() === next?.trimEnd()) {
    return "ends-before";
  }
  const own = indentOf(line);
  if (own > indent || (isBlank && own === indent) || isNothingYet) {
    return "goes-on";
  }
  if (!CLOSER.test(line)) {
    return "ends-before";
  }
  if (OPENER.test(line) && own === indent) {
    return "goes-on";
  }
  const isClosedAnyway = next !== undefined && CLOSER.test(next) && indentOf(next) >= own;
  return isClosedAnyway ? "ends-before" : "ends-behind";
}

const CLOSER = /^\s*(?:[)\]}>]|<\/|(?:end|fi|done|esac)\b)/u;
const OPENER = /[{([:]\s*$/u;

/** The columns of white space at the beginning of a line; a tab goes to the next multiple of four. */
function indentOf(line: string): number {
  let columns = 0;
  for (const character of line) {
    if (character === "\t") {
      columns += 4 - (columns % 4);
    } else if (character === " ") {
      columns += 1;
    } else {
      break;
    }
  }
  return columns;
}

/** Whether this line is the third equal one in a row. Short lines, such as closing brackets, may be that in good code. */
function isRepetition(lines: readonly string[], index: number): boolean {
  const [one, two, three] = lines.slice(Math.max(0, index - 2), index + 1);
  return one !== undefined && one === two && two === three && one.trim().length >= 8;
}
