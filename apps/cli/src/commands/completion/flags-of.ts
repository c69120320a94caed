import type { OptionRow } from "../option-table.ts";

/** How a flag is written, the short form first: `-m`, `--model`. */
export function flagsOf({ name, short }: Pick<OptionRow, "name" | "short">): readonly string[] {
  return [...(short === undefined ? [] : [`-${short}`]), `--${name}`];
}
