const LEVELS = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;

/**
 * Numbers from 0 up as a row of columns, the largest one full, 0 empty. Where there is too little room, neighbours
 * share a column and the largest of them is shown; where there is plenty, each number gets several columns.
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
