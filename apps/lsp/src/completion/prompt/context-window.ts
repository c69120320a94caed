import type { GeneralSettings } from "@hexai/config";

import { lineEnd, lineStart, type Place } from "../../protocol/cursor.ts";
import { isFunctionStart } from "./is-function-start.ts";

/** What a model is shown of a document. */
export interface Surroundings {
  readonly prefix: string;
  readonly suffix: string;
}

export type ContextSettings = Pick<
  GeneralSettings,
  "context_mode" | "context_window_lines" | "max_context_tokens"
>;

/**
 * The text around the cursor that a model gets: what the mode allows, and within `max_context_tokens` by a cautious estimate, of
 * which the text after the cursor gets a quarter, or what the text before it leaves.
 *
 * Where something must be left out, the beginning stays in place while the cursor moves on and then moves by a step: what
 * providers keep of the last prompt is then worth keeping.
 */
export function contextOf(place: Place, settings: ContextSettings): Surroundings {
  const { text, offset } = place;
  const [from, to] = boundsOf(place, settings);
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

function boundsOf(place: Place, settings: ContextSettings): readonly [number, number] {
  const { text, offset } = place;
  const { context_mode: mode, context_window_lines: lines } = settings;
  if (mode === "minimal") {
    return [lineStart(text, offset), lineEnd(text, offset)];
  }
  const isWindow = mode === "window" || (mode === "file-on-new-func" && !isFunctionStart(place));
  return isWindow ? windowOf(place, lines) : [0, text.length];
}

/** At most half of `lines` above the cursor's line, beginning at a line whose number is a multiple of the step. */
function windowOf({ text, offset, line }: Place, lines: number): readonly [number, number] {
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

/** Three letters of code make a token; other scripts need about one for each code unit. */
const UNITS_PER_TOKEN = 3;

function unitsOf(code: number): number {
  return code < 0x80 ? 1 : UNITS_PER_TOKEN;
}

/** The longest step, in UTF-16 code units. */
const STEP = 1_024;

/** The first line that begins behind a multiple of the step. */
function steppedStart(text: string, least: number, offset: number, budget: number): number {
  const step = Math.max(1, Math.min(STEP, Math.floor(budget / 8)));
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
