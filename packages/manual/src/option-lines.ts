import type { OptionRow } from "./option-row.ts";

/** Cells that the flags take, when that is enough. */
const WIDTH = 25;

/** The lines of `--help` for these flags, the explanations below each other. */
export function optionLines(rows: readonly OptionRow[]): string {
  return rows.map(linesOf).join("\n");
}

function linesOf({ name, short, value, help }: OptionRow): string {
  const flag = `${short === undefined ? "    " : `-${short}, `}--${name}`;
  const shown = [flag, ...(value === undefined ? [] : [value])].join(" ").padEnd(WIDTH);
  return `  ${shown}  ${help.replaceAll("\n", `\n${" ".repeat(WIDTH + 4)}`)}`;
}
