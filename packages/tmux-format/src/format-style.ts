import { parseTmuxColor } from "./parse-tmux-color.ts";
import type { LineOptions } from "./status-options.ts";

interface Colors {
  readonly fg?: string | undefined;
  readonly bg?: string | undefined;
}

const WHITE_ON_PURPLE: Colors = { fg: "white", bg: "colour55" };
const BLACK_ON_YELLOW: Colors = { fg: "black", bg: "yellow" };
const WHITE_ON_BLUE: Colors = { fg: "white", bg: "blue" };

const THEMES: ReadonlyMap<string, Colors> = new Map([
  ["white-on-purple", WHITE_ON_PURPLE],
  ["purple", WHITE_ON_PURPLE],
  ["wp", WHITE_ON_PURPLE],
  ["black-on-yellow", BLACK_ON_YELLOW],
  ["yellow", BLACK_ON_YELLOW],
  ["by", BLACK_ON_YELLOW],
  ["white-on-blue", WHITE_ON_BLUE],
  ["blue", WHITE_ON_BLUE],
  ["wb", WHITE_ON_BLUE],
]);

/** The inside of tmux's `#[…]` for these options; empty when they ask for no colour. */
export function formatStyle(options: LineOptions): string {
  const theme = THEMES.get(options.theme?.trim().toLowerCase() ?? "");
  const colors: Colors = {
    fg: parseTmuxColor(options.fg) ?? theme?.fg,
    bg: parseTmuxColor(options.bg) ?? theme?.bg,
  };
  return Object.entries(colors)
    .filter(([, color]) => color !== undefined)
    .map(([ground, color]) => `${ground}=${color}`)
    .join(",");
}
