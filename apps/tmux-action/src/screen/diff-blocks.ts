import { sanitizeLine } from "@hexai/terminal/text";
import { diffWordsWithSpace, structuredPatch } from "diff";

/** A piece of a line; whether the other side's line differs in it. */
interface Part {
  readonly text: string;
  readonly isChanged: boolean;
}

/** One line of one side. */
export interface Side {
  /** Line number, from 1. */
  readonly number: number;
  readonly parts: readonly Part[];
}

/** A stretch of a comparison, from top to bottom. */
export type DiffBlock =
  | { readonly type: "same"; readonly lines: readonly SameLine[] }
  | { readonly type: "changed"; readonly removed: readonly Side[]; readonly added: readonly Side[] }
  /** Equal lines that are left out. */
  | { readonly type: "gap" };

interface SameLine {
  readonly before: number;
  readonly after: number;
  readonly text: string;
}

const GAP: DiffBlock = { type: "gap" };
const CONTEXT_LINES = 3;
/** Beyond this, a comparison of two very different texts would keep the user waiting. */
const TIMEOUT_MS = 500;

/** Compares two texts line by line, and within changed lines word by word. Equal texts give no blocks. */
export function diffBlocks(before: string, after: string): readonly DiffBlock[] {
  const patch = structuredPatch("", "", before, after, undefined, undefined, {
    context: CONTEXT_LINES,
    timeout: TIMEOUT_MS,
  });
  if (patch === undefined) {
    return [changed(linesOf(before), 1, linesOf(after), 1)];
  }
  const blocks = patch.hunks.flatMap((hunk, index) => [
    ...(index > 0 || hunk.oldStart > 1 ? [GAP] : []),
    ...blocksOf(hunk.lines, hunk.oldStart, hunk.newStart),
  ]);
  const last = patch.hunks.at(-1);
  const isCut = last !== undefined && last.oldStart + last.oldLines <= linesOf(before).length;
  return isCut ? [...blocks, GAP] : blocks;
}

/** How many lines are added and removed. */
export function sizeOfDiff(blocks: readonly DiffBlock[]): { added: number; removed: number } {
  const sum = { added: 0, removed: 0 };
  for (const block of blocks) {
    if (block.type === "changed") {
      sum.added += block.added.length;
      sum.removed += block.removed.length;
    }
  }
  return sum;
}

function blocksOf(
  patchLines: readonly string[],
  firstBefore: number,
  firstAfter: number,
): readonly DiffBlock[] {
  const lines = patchLines.filter((line) => !line.startsWith("\\")); // "\ No newline at end of file"
  const blocks: DiffBlock[] = [];
  let before = firstBefore;
  let after = firstAfter;
  for (let index = 0; index < lines.length;) {
    const same = run(lines, index, " ");
    const removed = run(lines, index + same.length, "-");
    const added = run(lines, index + same.length + removed.length, "+");
    if (same.length > 0) {
      blocks.push(sameBlock(same, before, after));
    }
    before += same.length;
    after += same.length;
    if (removed.length + added.length > 0) {
      blocks.push(changed(removed, before, added, after));
    }
    before += removed.length;
    after += added.length;
    index += same.length + removed.length + added.length;
  }
  return blocks;
}

/** The lines from `start` on that have this sign, without it. */
function run(lines: readonly string[], start: number, sign: string): readonly string[] {
  const rest = lines.slice(start);
  const end = rest.findIndex((line) => !line.startsWith(sign));
  return (end === -1 ? rest : rest.slice(0, end)).map((line) => line.slice(sign.length));
}

function sameBlock(texts: readonly string[], before: number, after: number): DiffBlock {
  const lines = texts.map((text, index) => ({
    before: before + index,
    after: after + index,
    text: shown(text),
  }));
  return { type: "same", lines };
}

/** Pairs the lines of the two sides from the top, and marks the words that differ in each pair. */
function changed(
  removed: readonly string[],
  before: number,
  added: readonly string[],
  after: number,
): DiffBlock {
  const pairs = removed.map((text, index) => partsOf(shown(text), shown(added[index] ?? "")));
  return {
    type: "changed",
    removed: removed.map((text, index) => ({
      number: before + index,
      parts: pairs[index]?.removed ?? plain(shown(text)),
    })),
    added: added.map((text, index) => ({
      number: after + index,
      parts: pairs[index]?.added ?? plain(shown(text)),
    })),
  };
}

interface Pair {
  readonly removed: readonly Part[];
  readonly added: readonly Part[];
}

/** Marks no words in lines with little in common: marks all over would say nothing. */
function partsOf(before: string, after: string): Pair {
  if (before.trim() === "" || after.trim() === "" || before.length + after.length > 2000) {
    return { removed: plain(before), added: plain(after) };
  }
  const changes = diffWordsWithSpace(before, after);
  const common = changes
    .filter((change) => !change.added && !change.removed)
    .reduce((length, { value }) => length + value.trim().length, 0);
  if (common * 3 < Math.max(before.trim().length, after.trim().length)) {
    return { removed: plain(before), added: plain(after) };
  }
  return {
    removed: changes
      .filter((change) => !change.added)
      .map(({ value, removed }) => ({ text: value, isChanged: removed })),
    added: changes
      .filter((change) => !change.removed)
      .map(({ value, added }) => ({ text: value, isChanged: added })),
  };
}

function plain(text: string): readonly Part[] {
  return [{ text, isChanged: false }];
}

function shown(line: string): string {
  return sanitizeLine(line.replace(/\r$/, ""));
}

function linesOf(text: string): readonly string[] {
  const lines = text.split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}
