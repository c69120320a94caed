import type { GeneralSettings } from "@hexai/config";

import { type Cursor, lineBefore, lineEnd, lineStart } from "../../protocol/cursor.ts";

/** The part of a document that a model is shown. */
export interface ContextWindow {
  readonly prefix: string;
  readonly suffix: string;
}

export type ContextSettings = Pick<
  GeneralSettings,
  "context_mode" | "context_window_lines" | "max_context_tokens"
>;

/**
 * The text around the cursor for the prompt: as much as the mode allows, and within `max_context_tokens` by a cautious estimate.
 * The text after the cursor gets a quarter of these, or what the text before it leaves.
 *
 * Where the beginning of the document does not fit, the window starts at the same line while the cursor moves on and then jumps
 * by a step, so that the prompt caches of the providers hit.
 */
export function contextWindow(cursor: Cursor, settings: ContextSettings): ContextWindow {
  const { text, offset } = cursor;
  const [from, to] = modeBounds(cursor, settings);
  const budget = settings.max_context_tokens * UNITS_PER_TOKEN;
  const quarter = reachDown(text, offset, to, Math.floor(budget / 4));
  const above = reachUp(text, from, offset, budget - quarter.units);
  const isCut = above.offset > from;
  const below = isCut ? quarter : reachDown(text, offset, to, budget - above.units);
  const start = isCut ? steppedStart(text, above.offset, offset, budget) : from;
  return {
    prefix: text.slice(startOfCharacter(text, start), offset),
    suffix: text.slice(offset, endOfCharacter(text, below.offset)),
  };
}

function modeBounds(cursor: Cursor, settings: ContextSettings): readonly [number, number] {
  const { text, offset } = cursor;
  const { context_mode: mode, context_window_lines: lines } = settings;
  if (mode === "minimal") {
    return [lineStart(text, offset), lineEnd(text, offset)];
  }
  const isWindow = mode === "window" || (mode === "file-on-new-func" && !isFunctionStart(cursor));
  return isWindow ? lineBounds(cursor, lines) : [0, text.length];
}

/** At most half of `lines` above the cursor's line, beginning at a line whose number is a multiple of the step. */
function lineBounds({ text, offset, line }: Cursor, lines: number): readonly [number, number] {
  const half = Math.floor(lines / 2);
  const step = Math.max(1, Math.floor(half / 4));
  const first = Math.min(line, Math.ceil(Math.max(0, line - half) / step) * step);
  let start = lineStart(text, offset);
  for (let above = line; above > first && start > 0; above -= 1) {
    start = lineStart(text, start - 1);
  }
  let end = lineEnd(text, offset);
  for (let below = 0; below < half && end < text.length; below += 1) {
    end = lineEnd(text, text.indexOf("\n", end) + 1);
  }
  return [start, end];
}

interface Reach {
  readonly offset: number;
  readonly units: number;
}

function reachUp(text: string, from: number, offset: number, budget: number): Reach {
  let units = 0;
  let at = offset;
  while (at > from) {
    const width = unitsOf(text.charCodeAt(at - 1));
    if (units + width > budget) {
      break;
    }
    units += width;
    at -= 1;
  }
  return { offset: at, units };
}

function reachDown(text: string, offset: number, to: number, budget: number): Reach {
  let units = 0;
  let at = offset;
  while (at < to) {
    const width = unitsOf(text.charCodeAt(at));
    if (units + width > budget) {
      break;
    }
    units += width;
    at += 1;
  }
  return { offset: at, units };
}

/** Three letters of code make a token; other scripts need about one token for each code unit. */
const UNITS_PER_TOKEN = 3;

function unitsOf(code: number): number {
  return code < 0x80 ? 1 : UNITS_PER_TOKEN;
}

/** The longest step, in UTF-16 code units. */
const MAX_STEP = 1_024;

/** The start of the first line behind a multiple of the step. */
function steppedStart(text: string, least: number, offset: number, budget: number): number {
  const step = Math.max(1, Math.min(MAX_STEP, Math.floor(budget / 8)));
  const multiple = Math.ceil(least / step) * step;
  if (multiple >= offset) {
    return least;
  }
  const lineFeed = text.indexOf("\n", multiple - 1);
  return lineFeed === -1 || lineFeed >= Math.min(offset, multiple + step) ? multiple : lineFeed + 1;
}

function startOfCharacter(text: string, at: number): number {
  return isBetweenSurrogates(text, at) ? at + 1 : at;
}

function endOfCharacter(text: string, at: number): number {
  return isBetweenSurrogates(text, at) ? at - 1 : at;
}

function isBetweenSurrogates(text: string, at: number): boolean {
  return at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff;
}

/** The head of a function in most languages, up to where it is written so far. */
const FUNCTION_HEAD =
  /\b(?:async|constructor|def|defn|fn|fun|func|function|lambda|method|proc|sub)\b[^;]*$|=>\s*[({]?\s*$|\)\s*(?:->[^;{]*|:[^;{]*)?\{\s*$/u;

/** How far above the cursor the head is searched, in UTF-16 code units. */
const HEAD_REACH = 500;

/** Whether a new function begins at the cursor: its head is on this line, or on the last line that is not blank. */
export function isFunctionStart(cursor: Cursor): boolean {
  const { text, offset } = cursor;
  const here = lineBefore(cursor);
  const above = text.slice(Math.max(0, offset - HEAD_REACH), offset);
  const head = here.trim() === "" ? (above.trimEnd().split("\n").at(-1) ?? "") : here;
  return FUNCTION_HEAD.test(head.slice(-HEAD_REACH));
}
