import type { Option } from "../options/option.ts";

/** Cells that the flags take, when that is enough. */
const WIDTH = 25;

/** The lines of `--help` for these options, the explanations below each other. */
export function formatOptions(options: readonly Option[]): string {
  return options
    .filter(({ isHidden }) => isHidden !== true)
    .map(formatOption)
    .join("\n");
}

function formatOption({ name, short, value, help }: Option): string {
  const flag = `${short === undefined ? "    " : `-${short}, `}--${name}`;
  const shown = [flag, ...(value === undefined ? [] : [value])].join(" ").padEnd(WIDTH);
  return `  ${shown}  ${help.replaceAll("\n", `\n${" ".repeat(WIDTH + 4)}`)}`;
}
