/** The screen's own colours. */
export const FRONT = "#cdd6f4";
export const BACK = "#1e1e2e";

const BASE = [
  "#45475a",
  "#f38ba8",
  "#a6e3a1",
  "#f9e2af",
  "#89b4fa",
  "#cba6f7",
  "#94e2d5",
  "#bac2de",
  "#6c7086",
  "#f38ba8",
  "#a6e3a1",
  "#f9e2af",
  "#89b4fa",
  "#cba6f7",
  "#94e2d5",
  "#ffffff",
] as const;

const CUBE = [0, 95, 135, 175, 215, 255] as const;

/** The CSS colour number `index` of a terminal's 256. */
export function paletteColor(index: number): string {
  const base = BASE[index];
  if (base !== undefined) {
    return base;
  }
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return `rgb(${grey},${grey},${grey})`;
  }
  const at = index - 16;
  const [red, green, blue] = [at / 36, (at % 36) / 6, at % 6].map((part) => CUBE[Math.trunc(part)]);
  return `rgb(${red},${green},${blue})`;
}
