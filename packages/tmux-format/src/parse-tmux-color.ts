const NAMES: ReadonlySet<string> = new Set([
  "default",
  "terminal",
  ...["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"].flatMap((name) => [
    name,
    `bright${name}`,
  ]),
]);

/**
 * The colour as a tmux style takes it, or `undefined` when it is none: one of the eight names, also with
 * `bright` in front, `colour0` … `colour255`, `#rrggbb`, `default`, `terminal`. Upper case is read too.
 *
 * The result is in lower case not only for looks: under `#{E:…}` tmux reads the `#D` and `#F` of `#DD00FF`
 * as variables.
 */
export function parseTmuxColor(value: string | undefined): string | undefined {
  const color = value?.trim().toLowerCase() ?? "";
  return NAMES.has(color) || isPaletteColor(color) || /^#[0-9a-f]{6}$/.test(color)
    ? color
    : undefined;
}

function isPaletteColor(color: string): boolean {
  const digits = /^colou?r(\d{1,3})$/.exec(color)?.[1];
  return digits !== undefined && Number(digits) <= 255;
}
