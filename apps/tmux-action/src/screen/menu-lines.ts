import { type StyledLine, lineWidth } from "@hexai/terminal";
import { displayWidth, padEndToWidth, sanitizeLine, truncateToWidth } from "@hexai/terminal/text";

import type { MenuItem } from "../popup/messages.ts";
import { MORE, type Size, indented, sanitizeLines } from "./layout.ts";
import { type MenuState, shownItems } from "./menu-state.ts";

/** From this width on, the menu has the selection beside it. */
const TWO_COLUMNS = 64;

/** The menu and, where there is room, what the action will work on. */
export function menuLines(menu: MenuState, selection: string, room: Size): readonly StyledLine[] {
  const items = shownItems(menu);
  const isWide = room.columns >= TWO_COLUMNS;
  const width = isWide ? Math.min(32, Math.floor(room.columns / 2)) : room.columns;
  const filter = menu.filter === undefined ? [] : [filterLine(menu.filter, width), []];
  const rows = Math.max(1, room.rows - filter.length);
  const top = Math.max(0, Math.min(menu.index - rows + 1, items.length - rows));
  const lines = items.slice(top, top + rows).map((item, index): StyledLine => {
    const isLastOfMore = index === rows - 1 && top + rows < items.length;
    const isFirstOfMore = index === 0 && top > 0;
    const more = isLastOfMore ? "↓" : isFirstOfMore ? "↑" : "";
    return itemLine(item, { isChosen: top + index === menu.index, more, width });
  });
  const shown = items.length === 0 ? [indented({ text: "nothing like that", isDim: true })] : lines;
  const left = [...filter, ...shown];
  return isWide ? withSelection(left, selection, width, room) : left;
}

interface ItemStyle {
  readonly isChosen: boolean;
  /** An arrow where there are more entries than there is room for. */
  readonly more: string;
  readonly width: number;
}

function itemLine(
  { title, hotkey, does }: MenuItem,
  { isChosen, more, width }: ItemStyle,
): StyledLine {
  const name = sanitizeLine(title) + (does === "open-custom" ? " ›" : "");
  const text =
    more === ""
      ? truncateToWidth(name, width - 6)
      : padEndToWidth(truncateToWidth(name, width - 9), width - 9);
  return [
    { text: isChosen ? " ▌" : "  ", color: "cyan" },
    {
      text: ` ${padEndToWidth(truncateToWidth(sanitizeLine(hotkey ?? ""), 1), 1)}  `,
      color: "yellow",
      isBold: isChosen,
    },
    { text, isBold: isChosen, color: isChosen ? "cyan" : undefined },
    { text: more === "" ? "" : ` ${more}`, isDim: true },
  ];
}

/** The end of the filter text, where the cursor is. */
function filterLine(filter: string, width: number): StyledLine {
  return [
    { text: " / ", color: "cyan" },
    { text: endOfWidth(sanitizeLine(filter), width - 5) },
    { text: " ", isCursor: true },
  ];
}

/** Draws the selection to the right of the menu. */
function withSelection(
  left: readonly StyledLine[],
  selection: string,
  width: number,
  { columns, rows }: Size,
): readonly StyledLine[] {
  const texts = sanitizeLines(selection.slice(0, rows * columns * 4));
  const cells = columns - width - 3;
  return Array.from({ length: rows }, (_, index) => {
    const line = left[index] ?? [];
    const isLast = index === rows - 1 && texts.length > rows;
    return [
      ...line,
      { text: " ".repeat(Math.max(0, width - lineWidth(line))) },
      { text: "│ ", isDim: true },
      { text: isLast ? MORE : truncateToWidth(texts[index] ?? "", cells), isDim: true },
    ];
  });
}

/** As much of the end of `text` as fits into `cells`. */
function endOfWidth(text: string, cells: number): string {
  let end = text;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (displayWidth(end) <= cells) {
      break;
    }
    end = end.slice(segment.length);
  }
  return end;
}
