import { type StyledLine, lineText, lineWidth } from "@hexai/terminal";
import { sanitizeLine, truncateToWidth } from "@hexai/terminal/text";
import { wrapAnsi } from "fast-wrap-ansi";

import { sizeOfDiff } from "./diff-blocks.ts";
import { fieldLines } from "./field-lines.ts";
import { MARGIN, MORE, type Size, indented, layoutOf, sanitizeLines } from "./layout.ts";
import { menuLines } from "./menu-lines.ts";
import type { PreviewState } from "./preview-state.ts";
import type { Mode, ScreenState } from "./screen-state.ts";

const FRAMES = Array.from("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏");
const FRAME_MS = 100;

/** The whole screen, from top to bottom: as many lines as it has rows, less one, and none wider than it is. */
export function screenLines(state: ScreenState): readonly StyledLine[] {
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
    .map((line) => (lineWidth(line) <= columns ? line : cutLine(line, columns)));
}

function empty(count: number): readonly StyledLine[] {
  return Array.from({ length: count }, () => []);
}

function bodyLines(state: ScreenState, room: Size): readonly StyledLine[] {
  const { mode, menu, preview, selection } = state;
  switch (mode.type) {
    case "waiting":
    case "editing":
    case "over": {
      return [];
    }
    case "menu": {
      return menu === undefined ? [] : menuLines(menu, selection, room);
    }
    case "prompt": {
      const { question, field } = mode.prompt;
      if (room.rows < 3) {
        return fieldLines(field, room); // where one types matters more than what is asked
      }
      const lines = fieldLines(field, { ...room, rows: room.rows - 2 });
      return [indented({ text: question }), [], ...lines];
    }
    case "working": {
      return workingLines(mode, room);
    }
    case "preview": {
      return preview === undefined ? [] : previewLines(preview, room);
    }
    case "failure": {
      return failureLines(mode.message, room);
    }
    default: {
      return mode satisfies never;
    }
  }
}

function headLine({ selection, item, mode, preview, size, menu }: ScreenState): StyledLine {
  const name: StyledLine = [{ text: " " }, { text: "hexai", color: "cyan", isBold: true }];
  if (mode.type === "waiting") {
    return name;
  }
  const isMenu = mode.type === "menu";
  const title = isMenu ? (menu?.isCustom === true ? "Custom actions" : "") : (item?.title ?? "");
  const shownTitle = title === "" ? [] : [{ text: `  ${sanitizeLine(title)}`, isBold: true }];
  const about: readonly StyledLine[] =
    mode.type === "preview" && preview !== undefined
      ? [changeCounts(preview), scrollPosition(preview)]
      : isMenu
        ? [[{ text: `  ${describeSize(selection)}`, isDim: true }]]
        : [];
  return about.reduce(
    (line, more) => (lineWidth([...line, ...more]) <= size.columns ? [...line, ...more] : line),
    [...name, ...shownTitle],
  );
}

function workingLines(
  { elapsedMs, answer }: Mode & { type: "working" },
  { columns, rows }: Size,
): readonly StyledLine[] {
  const frame = FRAMES[Math.floor(elapsedMs / FRAME_MS) % FRAMES.length] ?? "";
  const seconds = (elapsedMs / 1000).toFixed(1);
  const what = answer === "" ? "waiting for the model" : "answering";
  const first: StyledLine = [
    { text: ` ${frame} `, color: "cyan" },
    { text: `${seconds} s` },
    { text: `  ${what}`, isDim: true },
  ];
  const room = Math.max(0, rows - 2);
  const tail = sanitizeLines(answer.slice(-room * columns)).slice(-room);
  return [
    first,
    [],
    ...tail.map((text) =>
      indented({ text: truncateToWidth(text, columns - 2 * MARGIN), isDim: true }),
    ),
  ];
}

function previewLines(
  { lines, top, room, notice }: PreviewState,
  { columns, rows }: Size,
): readonly StyledLine[] {
  const shown: readonly StyledLine[] =
    lines.length === 0
      ? [indented({ text: "The answer is what was there before.", isDim: true })]
      : lines.slice(top, top + Math.min(room, rows));
  if (notice === undefined) {
    return shown;
  }
  const text = truncateToWidth(sanitizeLine(notice), columns - 2 * MARGIN);
  return [...shown.slice(0, rows - 1), indented({ text, color: "yellow" })];
}

function changeCounts({ blocks }: PreviewState): StyledLine {
  const { added, removed } = sizeOfDiff(blocks);
  return [
    { text: `  +${added}`, color: "green" },
    { text: ` −${removed}`, color: "red" },
  ];
}

function scrollPosition({ top, room, lines }: PreviewState): StyledLine {
  const last = Math.min(lines.length, top + room);
  return lines.length > room ? [{ text: `  ${last}/${lines.length}`, isDim: true }] : [];
}

function failureLines(message: string, { columns, rows }: Size): readonly StyledLine[] {
  const texts = wrapped(message, columns);
  const shown = texts.length > rows ? [...texts.slice(0, rows - 1), MORE] : texts;
  return shown.map((text, index) => [
    { text: index === 0 ? " ✗ " : "   ", color: "red", isBold: true },
    { text, color: "red" },
  ]);
}

type Hint = readonly [key: string, does: string];

function hintsFor({ mode, menu, preview }: ScreenState): readonly Hint[] {
  switch (mode.type) {
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
      return mode satisfies never;
    }
  }
}

/** The hints on as few lines as hold them. */
function hintLines(hints: readonly Hint[], columns: number): readonly StyledLine[] {
  const lines: StyledLine[] = [];
  for (const [key, does] of hints) {
    const hint: StyledLine = [
      { text: key, color: "cyan" },
      { text: ` ${does}`, isDim: true },
    ];
    const last = lines.at(-1);
    if (last !== undefined && lineWidth(last) + lineWidth(hint) + 2 <= columns - MARGIN) {
      lines[lines.length - 1] = [...last, { text: "  " }, ...hint];
    } else {
      lines.push([{ text: " " }, ...hint]);
    }
  }
  return lines;
}

function describeSize(selection: string): string {
  const lines = sanitizeLines(selection).length;
  return `${lines} ${lines === 1 ? "line" : "lines"}`;
}

function wrapped(message: string, columns: number): readonly string[] {
  const text = sanitizeLines(message).join("\n");
  return wrapAnsi(text, Math.max(1, columns - 4), { hard: true }).split("\n");
}

function cutLine(line: StyledLine, columns: number): StyledLine {
  return [{ text: truncateToWidth(lineText(line), columns) }];
}
