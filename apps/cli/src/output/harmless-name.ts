import { harmlessText } from "./harmless-text.ts";

/** They would let a name change the order of what stands around it (Unicode Annex 9, "Directional Formatting Characters"). */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]/gu;

/** A name as it may stand inside a line: nothing in it moves the cursor, ends the line or turns its direction. */
export function harmlessName(name: string): string {
  return harmlessText(name)
    .replaceAll("\n", "␊")
    .replaceAll("\t", "␉")
    .replaceAll(DIRECTIONS, "\ufffd");
}
