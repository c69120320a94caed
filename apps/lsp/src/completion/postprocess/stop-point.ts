import { lineBefore, nextLine, type Place } from "../../protocol/cursor.ts";
import type { Scope } from "./scope.ts";

/** Where a completion must end at the latest, in UTF-16 code units and in lines. */
const MOST_OF_A_LINE = 300;
const MOST = 2_000;
const MOST_LINES = 40;

/**
 * Where a completion comes to its natural end: behind its line or its block, before a line that follows in the document anyway,
 * where the model goes in circles, or at the greatest length. Undefined as long as more may belong to it; only lines that are
 * whole are judged.
 *
 * @param text - What a model has written so far, cleaned.
 */
export function naturalEndOf(text: string, place: Place, scope: Scope): number | undefined {
  const lineFeed = text.indexOf("\n");
  const first = lineFeed === -1 ? text.length : lineFeed;
  if (scope === "line") {
    return lineFeed === -1 && first <= MOST_OF_A_LINE ? undefined : Math.min(first, MOST_OF_A_LINE);
  }
  return lineFeed === -1 && text.length > MOST ? MOST : endOfBlock(text, place);
}

function endOfBlock(text: string, place: Place): number | undefined {
  const lines = text.split("\n").slice(0, -1); // the last one is still being written
  const head = lineBefore(place);
  const block = {
    indent: indentOf(head),
    isBlank: head.trim() === "",
    next: nextLine(place),
  };
  let end = 0;
  for (const [index, line] of lines.entries()) {
    const verdict = index === 0 ? "goes-on" : judge(line, block, text.slice(0, end).trim() === "");
    if (verdict === "ends-before" || index >= MOST_LINES || end + line.length > MOST) {
      return end;
    }
    end += (index === 0 ? 0 : 1) + line.length;
    if (verdict === "ends-behind") {
      return end;
    }
    if (isCircle(lines, index)) {
      return end - 2 * (line.length + 1);
    }
  }
  return undefined;
}

interface Block {
  /** Of the cursor's line. */
  readonly indent: number;
  /** Nothing but white space is before the cursor. */
  readonly isBlank: boolean;
  /** What follows in the document. */
  readonly next: string | undefined;
}

type Verdict = "goes-on" | "ends-before" | "ends-behind";

function judge(line: string, { indent, isBlank, next }: Block, isNothingYet: boolean): Verdict {
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

/** Columns of white space at the beginning; a tab goes to the next multiple of four. */
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

/** Whether this line is the third of its kind in a row, and long enough not to be that by right. */
function isCircle(lines: readonly string[], index: number): boolean {
  const [one, two, three] = lines.slice(Math.max(0, index - 2), index + 1);
  return one !== undefined && one === two && two === three && one.trim().length >= 8;
}
