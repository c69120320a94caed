const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"] as const;

/** A bar whose length is `share` (from 0 to 1) of so many display cells. A share above zero is visible. */
export function bar(share: number, cells: number): string {
  const eighths = share > 0 ? Math.max(Math.round(share * cells * 8), 1) : 0;
  return "█".repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? "");
}

const LEVELS = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;

/**
 * Numbers from 0 up as a row of columns, the largest one full, 0 empty. If there are too few cells, neighbours
 * share a column and the largest of them is shown; if there are many, each number gets several columns.
 *
 * @returns At most `cells` display cells.
 */
export function sparkline(values: readonly number[], cells: number): string {
  const largest = Math.max(...values, 1);
  const columns = Math.min(values.length, cells);
  const repeat = Math.max(Math.floor(cells / values.length), 1);
  return Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * values.length) / columns);
    const to = Math.floor(((column + 1) * values.length) / columns);
    const level = Math.ceil((Math.max(...values.slice(from, to)) / largest) * 8);
    return (LEVELS[level] ?? " ").repeat(repeat);
  }).join("");
}
