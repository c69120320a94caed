import type { OptionRow } from "./option-row.ts";

/** Cells before the explanations, when the flags leave so many. */
const WIDTH = 25;

/** The lines of `--help` for these flags, one each, the explanations below each other. */
export function optionLines(rows: readonly OptionRow[]): string {
  return rows.map(lineOf).join("\n");
}

function lineOf({ name, short, value, help }: OptionRow): string {
  const flag = `${short === undefined ? "    " : `-${short}, `}--${name}`;
  return `  ${[flag, ...(value === undefined ? [] : [value])].join(" ").padEnd(WIDTH)}  ${help}`;
}
