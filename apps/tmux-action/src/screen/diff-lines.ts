import { type StyledLine, type StyledSegment, lineWidth } from "@hexai/terminal";

import type { DiffBlock, Side } from "./diff-blocks.ts";
import { MORE, indented } from "./layout.ts";
import { wrapSegments } from "./wrap-segments.ts";

/** From this width on, both texts have room beside each other. */
const SIDE_BY_SIDE_COLUMNS = 96;

/** Draws a comparison: side by side where there is room, else one below the other. Long lines are wrapped. */
export function diffLines(blocks: readonly DiffBlock[], columns: number): readonly StyledLine[] {
  const digits = String(lastNumberOf(blocks)).length;
  return columns >= SIDE_BY_SIDE_COLUMNS
    ? blocks.flatMap((block) => sideBySide(block, columns, digits))
    : blocks.flatMap((block) => unified(block, columns, digits));
}

type Sign = " " | "-" | "+";

const COLORS = { " ": undefined, "-": "red", "+": "green" } as const;
const GAP: StyledLine = indented({ text: MORE, isDim: true });

function unified(block: DiffBlock, columns: number, digits: number): readonly StyledLine[] {
  switch (block.type) {
    case "gap": {
      return [GAP];
    }
    case "same": {
      return block.lines.flatMap(({ before, text }) =>
        column({ number: before, parts: [{ text, isChanged: false }] }, " ", columns, digits),
      );
    }
    case "changed": {
      return [
        ...block.removed.flatMap((side) => column(side, "-", columns, digits)),
        ...block.added.flatMap((side) => column(side, "+", columns, digits)),
      ];
    }
    default: {
      return block satisfies never;
    }
  }
}

function sideBySide(block: DiffBlock, columns: number, digits: number): readonly StyledLine[] {
  const width = Math.floor((columns - 1) / 2);
  switch (block.type) {
    case "gap": {
      return [GAP];
    }
    case "same": {
      return block.lines.flatMap(({ before, after, text }) => {
        const parts = [{ text, isChanged: false }];
        const left = column({ number: before, parts }, " ", width, digits);
        const right = column({ number: after, parts }, " ", width, digits);
        return beside(left, right, width);
      });
    }
    case "changed": {
      const rows = Math.max(block.removed.length, block.added.length);
      return Array.from({ length: rows }, (_, index) => {
        const [left, right] = [block.removed[index], block.added[index]];
        return beside(
          left === undefined ? [] : column(left, "-", width, digits),
          right === undefined ? [] : column(right, "+", width, digits),
          width,
        );
      }).flat();
    }
    default: {
      return block satisfies never;
    }
  }
}

/** One line of one side, as many lines of the screen as it needs. */
function column(side: Side, sign: Sign, width: number, digits: number): readonly StyledLine[] {
  const color = COLORS[sign];
  const margin = digits + 3;
  const pieces = wrapSegments(side.parts, width - margin);
  return pieces.map((parts, index) => [
    {
      text: index === 0 ? String(side.number).padStart(digits + 1) : " ".repeat(digits + 1),
      isDim: true,
    },
    { text: index === 0 ? `${sign} ` : "  ", color },
    ...parts.map(({ text, isChanged }): StyledSegment => ({
      text,
      color,
      isInverse: isChanged,
      isDim: false,
    })),
  ]);
}

function beside(
  left: readonly StyledLine[],
  right: readonly StyledLine[],
  width: number,
): readonly StyledLine[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => [
    ...filled(left[index] ?? [], width),
    { text: "│", isDim: true },
    ...(right[index] ?? []),
  ]);
}

function filled(line: StyledLine, width: number): StyledLine {
  const used = lineWidth(line);
  return used < width ? [...line, { text: " ".repeat(width - used) }] : line;
}

function lastNumberOf(blocks: readonly DiffBlock[]): number {
  const numbers = blocks.flatMap((block) => {
    switch (block.type) {
      case "gap": {
        return [];
      }
      case "same": {
        return block.lines.slice(-1).flatMap(({ before, after }) => [before, after]);
      }
      case "changed": {
        return [...block.removed.slice(-1), ...block.added.slice(-1)].map(({ number }) => number);
      }
      default: {
        return block satisfies never;
      }
    }
  });
  return numbers.reduce((most, number) => Math.max(most, number), 1);
}
