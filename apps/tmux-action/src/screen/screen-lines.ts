import { wrapAnsi } from "fast-wrap-ansi";

import { sizeOfDiff } from "./diff-blocks.ts";
import { fieldLines } from "./field-lines.ts";
import { layoutOf } from "./layout.ts";
import { indented, MARGIN, MORE, type ScreenLine, type Size, textOf, widthOf } from "./line.ts";
import { menuLines } from "./menu-lines.ts";
import type { PreviewState } from "./preview-state.ts";
import type { Scene, ScreenState } from "./screen-state.ts";
import { cutToCells, visibleLine, visibleLines } from "./text-cells.ts";

const FRAMES = Array.from("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏");
const FRAME_MS = 100;

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
      const { question, field } = scene.prompt;
      const lines = fieldLines(field, { ...room, rows: room.rows - 2 });
      return [indented({ text: question }), [], ...lines];
    }
    case "working": {
      return workingLines(scene, room);
    }
    case "preview": {
      return preview === undefined ? [] : previewLines(preview, room);
    }
    case "failure": {
      return failureLines(scene.message, room);
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
  const shownTitle = title === "" ? [] : [{ text: `  ${visibleLine(title)}`, isBold: true }];
  const about: readonly ScreenLine[] =
    scene.type === "preview" && preview !== undefined
      ? [changeCounts(preview), scrollPosition(preview)]
      : isMenu
        ? [[{ text: `  ${sizeWords(selection)}`, isDim: true }]]
        : [];
  return about.reduce(
    (line, more) => (widthOf([...line, ...more]) <= size.columns ? [...line, ...more] : line),
    [...name, ...shownTitle],
  );
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

function changeCounts({ blocks }: PreviewState): ScreenLine {
  const { added, removed } = sizeOfDiff(blocks);
  return [
    { text: `  +${added}`, color: "green" },
    { text: ` −${removed}`, color: "red" },
  ];
}

function scrollPosition({ top, room, lines }: PreviewState): ScreenLine {
  const last = Math.min(lines.length, top + room);
  return lines.length > room ? [{ text: `  ${last}/${lines.length}`, isDim: true }] : [];
}

function failureLines(message: string, { columns, rows }: Size): readonly ScreenLine[] {
  const texts = wrapped(message, columns);
  const shown = texts.length > rows ? [...texts.slice(0, rows - 1), MORE] : texts;
  return shown.map((text, index) => [
    { text: index === 0 ? " ✗ " : "   ", color: "red", isBold: true },
    { text, color: "red" },
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
    if (last !== undefined && widthOf(last) + widthOf(hint) + 2 <= columns - MARGIN) {
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

function cutLine(line: ScreenLine, columns: number): ScreenLine {
  return [{ text: cutToCells(textOf(line), columns) }];
}
