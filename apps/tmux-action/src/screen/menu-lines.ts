import type { MenuItem } from "../popup/messages.ts";
import { indented, MORE, type ScreenLine, type Size, widthOf } from "./line.ts";
import { type MenuState, shownItems } from "./menu-state.ts";
import { cutToCells, endOfCells, padToCells, visibleLine, visibleLines } from "./text-cells.ts";

/** From this width on, the menu has the selection beside it. */
const TWO_COLUMNS = 64;

/** The menu and, where there is room, what the action will work on. */
export function menuLines(menu: MenuState, selection: string, room: Size): readonly ScreenLine[] {
  const items = shownItems(menu);
  const isWide = room.columns >= TWO_COLUMNS;
  const width = isWide ? Math.min(32, Math.floor(room.columns / 2)) : room.columns;
  const filter = menu.filter === undefined ? [] : [filterLine(menu.filter, width), []];
  const rows = Math.max(1, room.rows - filter.length);
  const top = Math.max(0, Math.min(menu.index - rows + 1, items.length - rows));
  const lines = items.slice(top, top + rows).map((item, index): ScreenLine => {
    const isLastOfMore = index === rows - 1 && top + rows < items.length;
    const isFirstOfMore = index === 0 && top > 0;
    const more = isLastOfMore ? "↓" : isFirstOfMore ? "↑" : "";
    return itemLine(item, { isChosen: top + index === menu.index, more, width });
  });
  const shown = items.length === 0 ? [indented({ text: "nothing like that", isDim: true })] : lines;
  const left = [...filter, ...shown];
  return isWide ? withSelection(left, selection, width, room) : left;
}

interface ItemLook {
  readonly isChosen: boolean;
  /** Where there are more lines than there is room for. */
  readonly more: string;
  readonly width: number;
}

function itemLine(
  { title, hotkey, does }: MenuItem,
  { isChosen, more, width }: ItemLook,
): ScreenLine {
  const name = visibleLine(title) + (does === "open-custom" ? " ›" : "");
  const text = more === "" ? cutToCells(name, width - 6) : padToCells(name, width - 9);
  return [
    { text: isChosen ? " ▌" : "  ", color: "cyan" },
    { text: ` ${padToCells(visibleLine(hotkey ?? ""), 1)}  `, color: "yellow", isBold: isChosen },
    { text, isBold: isChosen, color: isChosen ? "cyan" : undefined },
    { text: more === "" ? "" : ` ${more}`, isDim: true },
  ];
}

/** The end of what is searched for, where the cursor is. */
function filterLine(filter: string, width: number): ScreenLine {
  return [
    { text: " / ", color: "cyan" },
    { text: endOfCells(visibleLine(filter), width - 5) },
    { text: " ", isInverse: true },
  ];
}

/** What the action will work on, to the right of the menu. */
function withSelection(
  left: readonly ScreenLine[],
  selection: string,
  width: number,
  { columns, rows }: Size,
): readonly ScreenLine[] {
  const texts = visibleLines(selection.slice(0, rows * columns * 4));
  const cells = columns - width - 3;
  return Array.from({ length: rows }, (_, index) => {
    const line = left[index] ?? [];
    const isLast = index === rows - 1 && texts.length > rows;
    return [
      ...line,
      { text: " ".repeat(Math.max(0, width - widthOf(line))) },
      { text: "│ ", isDim: true },
      { text: isLast ? MORE : cutToCells(texts[index] ?? "", cells), isDim: true },
    ];
  });
}
