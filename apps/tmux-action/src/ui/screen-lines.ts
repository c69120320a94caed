import { wrapAnsi } from "fast-wrap-ansi";

import { sizeOfDiff } from "./diff-blocks.ts";
import { layoutOf } from "./layout.ts";
import { type ScreenLine, type Segment, type Size, textOf, widthOf } from "./line.ts";
import { type MenuState, shownItems } from "./menu-state.ts";
import type { PreviewState } from "./preview-state.ts";
import type { Scene, ScreenState } from "./screen-state.ts";
import { cutToCells, padToCells, visibleLine, visibleLines, wrapToCells } from "./text-cells.ts";

const FRAMES = Array.from("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏");
const FRAME_MS = 100;
const MARGIN = 1;
/** From this width on, the menu has the selection beside it. */
const TWO_COLUMNS = 64;

/** The whole screen, from top to bottom: as many lines as it has rows, less one, and none wider than it is. */
export function screenLines(state: ScreenState): readonly ScreenLine[] {
  const { columns, rows } = state.size;
  const { gap, body, hints } = layoutOf(state.size);
  const shown = bodyLines(state, { columns, rows: body }).slice(0, body);
  const hinted = hintLines(hintsFor(state), columns).slice(0, hints);
  return [
    headLine(state),
    ...empty(gap),
    ...shown,
    ...empty(body - shown.length + gap + hints - hinted.length),
    ...hinted,
  ]
    .slice(0, Math.max(1, rows - 1))
    .map((line) => (widthOf(line) <= columns ? line : cutLine(line, columns)));
}

function empty(count: number): readonly ScreenLine[] {
  return Array.from({ length: count }, () => []);
}

function bodyLines(state: ScreenState, room: Size): readonly ScreenLine[] {
  const { scene, menu, preview, selection } = state;
  switch (scene.type) {
    case "waiting":
    case "editing":
    case "over": {
      return [];
    }
    case "menu": {
      return menu === undefined ? [] : menuLines(menu, selection, room);
    }
    case "prompt": {
      const { question, text } = scene.prompt;
      return [indented({ text: question }), [], ...fieldLines(text, room)];
    }
    case "working": {
      return workingLines(scene, room);
    }
    case "preview": {
      return preview === undefined ? [] : previewLines(preview, room);
    }
    case "failure": {
      return wrapped(scene.message, room.columns).map((text, index) => [
        { text: index === 0 ? " ✗ " : "   ", color: "red", isBold: true },
        { text, color: "red" },
      ]);
    }
    default: {
      return scene satisfies never;
    }
  }
}

function headLine({ selection, item, scene, preview, size, menu }: ScreenState): ScreenLine {
  const name: ScreenLine = [{ text: " " }, { text: "hexai", color: "cyan", isBold: true }];
  if (scene.type === "waiting") {
    return name;
  }
  const isMenu = scene.type === "menu";
  const title = isMenu ? (menu?.isCustom === true ? "Custom actions" : "") : (item?.title ?? "");
  const about: readonly Segment[] =
    scene.type === "preview" && preview !== undefined
      ? changeCounts(preview)
      : isMenu
        ? [{ text: sizeWords(selection), isDim: true }]
        : [];
  const shownTitle = title === "" ? [] : [{ text: `  ${visibleLine(title)}`, isBold: true }];
  const line = [...name, ...shownTitle, { text: "  " }, ...about];
  return widthOf(line) <= size.columns ? line : [...name, ...shownTitle];
}

function menuLines(menu: MenuState, selection: string, room: Size): readonly ScreenLine[] {
  const items = shownItems(menu);
  const filter: readonly ScreenLine[] =
    menu.filter === undefined
      ? []
      : [
          [
            { text: " / ", color: "cyan" },
            { text: visibleLine(menu.filter) },
            { text: " ", isInverse: true },
          ],
          [],
        ];
  const rows = Math.max(1, room.rows - filter.length);
  const top = Math.max(0, Math.min(menu.index - rows + 1, items.length - rows));
  const isWide = room.columns >= TWO_COLUMNS;
  const width = isWide ? Math.min(32, Math.floor(room.columns / 2)) : room.columns;
  const lines = items.slice(top, top + rows).map(({ title, hotkey, does }, index): ScreenLine => {
    const isChosen = top + index === menu.index;
    const mark = does === "open-custom" ? " ›" : "";
    const text = cutToCells(visibleLine(title) + mark, width - 6);
    return [
      { text: isChosen ? " ▌" : "  ", color: "cyan" },
      { text: ` ${padToCells(visibleLine(hotkey ?? ""), 1)}  `, color: "yellow", isBold: isChosen },
      { text, isBold: isChosen, color: isChosen ? "cyan" : undefined },
    ];
  });
  const shown = items.length === 0 ? [indented({ text: "nothing like that", isDim: true })] : lines;
  const left = [...filter, ...shown];
  return isWide ? withSelection(left, selection, width, room) : left;
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
      { text: isLast ? "⋯" : cutToCells(texts[index] ?? "", cells), isDim: true },
    ];
  });
}

function workingLines(
  { elapsedMs, answer }: Scene & { type: "working" },
  { columns, rows }: Size,
): readonly ScreenLine[] {
  const frame = FRAMES[Math.floor(elapsedMs / FRAME_MS) % FRAMES.length] ?? "";
  const seconds = (elapsedMs / 1000).toFixed(1);
  const what = answer === "" ? "waiting for the model" : "answering";
  const first: ScreenLine = [
    { text: ` ${frame} `, color: "cyan" },
    { text: `${seconds} s` },
    { text: `  ${what}`, isDim: true },
  ];
  const room = Math.max(0, rows - 2);
  const tail = visibleLines(answer.slice(-room * columns)).slice(-room);
  return [
    first,
    [],
    ...tail.map((text) => indented({ text: cutToCells(text, columns - 2 * MARGIN), isDim: true })),
  ];
}

function previewLines(
  { lines, top, room, notice }: PreviewState,
  { columns, rows }: Size,
): readonly ScreenLine[] {
  const shown: readonly ScreenLine[] =
    lines.length === 0
      ? [indented({ text: "The answer is what was there before.", isDim: true })]
      : lines.slice(top, top + Math.min(room, rows));
  if (notice === undefined) {
    return shown;
  }
  const text = cutToCells(visibleLine(notice), columns - 2 * MARGIN);
  return [...shown.slice(0, rows - 1), indented({ text, color: "yellow" })];
}

function changeCounts(preview: PreviewState): readonly Segment[] {
  const { added, removed } = sizeOfDiff(preview.blocks);
  const { top, room, lines } = preview;
  const isLonger = lines.length > room;
  const last = Math.min(lines.length, top + room);
  return [
    { text: `+${added}`, color: "green" },
    { text: ` −${removed}`, color: "red" },
    ...(isLonger ? [{ text: `  ${last}/${lines.length}`, isDim: true }] : []),
  ];
}

/** The end of the text, where the cursor is, on as many lines as there are. */
function fieldLines(text: string, { columns, rows }: Size): readonly ScreenLine[] {
  const pieces = wrapToCells(visibleLine(text), Math.max(1, columns - 5));
  const shown = pieces.slice(-Math.max(1, rows - 2));
  return shown.map((piece, index) => [
    { text: index === 0 ? " › " : "   ", color: "cyan" },
    { text: piece },
    ...(index === shown.length - 1 ? [{ text: " ", isInverse: true }] : []),
  ]);
}

type Hint = readonly [key: string, does: string];

function hintsFor({ scene, menu, preview }: ScreenState): readonly Hint[] {
  switch (scene.type) {
    case "menu": {
      const isInside = menu?.filter !== undefined || menu?.isCustom === true;
      return [
        ["⏎", "choose"],
        ["↑↓", "move"],
        ...(menu?.filter === undefined ? [["/", "filter"] as const] : []),
        ["esc", isInside ? "back" : "leave"],
      ];
    }
    case "prompt": {
      return [
        ["⏎", "ask"],
        ["esc", "back"],
      ];
    }
    case "working": {
      return [["esc", "cancel"]];
    }
    case "preview": {
      const isLonger = preview !== undefined && preview.lines.length > preview.room;
      return [
        ["⏎", "accept"],
        ["e", "edit"],
        ["n", "ask again"],
        ["y", "copy"],
        ["esc", "drop"],
        ...(isLonger ? [["↑↓", "scroll"] as const] : []),
      ];
    }
    case "failure": {
      return [["any key:", preview === undefined ? "close" : "back"]];
    }
    case "waiting":
    case "editing":
    case "over": {
      return [];
    }
    default: {
      return scene satisfies never;
    }
  }
}

/** The hints on as few lines as hold them. */
function hintLines(hints: readonly Hint[], columns: number): readonly ScreenLine[] {
  const lines: ScreenLine[] = [];
  for (const [key, does] of hints) {
    const hint: ScreenLine = [
      { text: key, color: "cyan" },
      { text: ` ${does}`, isDim: true },
    ];
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last) + widthOf(hint) + 2 <= columns) {
      lines[lines.length - 1] = [...last, { text: "  " }, ...hint];
    } else {
      lines.push([{ text: " " }, ...hint]);
    }
  }
  return lines;
}

function sizeWords(selection: string): string {
  const lines = visibleLines(selection).length;
  return `${lines} ${lines === 1 ? "line" : "lines"}`;
}

function wrapped(message: string, columns: number): readonly string[] {
  const text = visibleLines(message).join("\n");
  return wrapAnsi(text, Math.max(1, columns - 4), { hard: true }).split("\n");
}

function indented(segment: Segment): ScreenLine {
  return [{ text: " ".repeat(MARGIN) }, segment];
}

function cutLine(line: ScreenLine, columns: number): ScreenLine {
  return [{ text: cutToCells(textOf(line), columns) }];
}
