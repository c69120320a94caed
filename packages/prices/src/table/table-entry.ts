import type { DatedPrices } from "./table-price.ts";

/** What the table has for a name: prices, of which the last that hold count, or the name that has them. */
export type TableEntry = string | readonly DatedPrices[];

/** A line of a vendor's table. The line feed is in front, so that it is a part of what `findEntry` looks for. */
export function formatEntry(name: string, entry: TableEntry): string {
  return `${startOf(name)}${JSON.stringify(entry)}`;
}

/**
 * Finds the prices of a model in the lines of a vendor. The line of that model alone is parsed: a server that shows costs all day
 * would hold all parsed tables otherwise, or make garbage of them at every answer.
 *
 * @param name - In lower case, as in the table.
 */
export function findEntry(lines: string, name: string): readonly DatedPrices[] | undefined {
  const entry = entryIn(lines, name);
  const found = typeof entry === "string" ? entryIn(lines, entry) : entry;
  return typeof found === "string" ? undefined : found;
}

function entryIn(lines: string, name: string): TableEntry | undefined {
  const start = startOf(name);
  const index = lines.indexOf(start);
  if (index === -1) {
    return undefined;
  }
  const from = index + start.length;
  // The table was made by us, and a test compares it with its source.
  const entry: TableEntry = JSON.parse(lines.slice(from, lines.indexOf("\n", from)));
  return entry;
}

/** A name in JSON has no line feed, so that this is found at the beginning of a line only. */
function startOf(name: string): string {
  return `\n${JSON.stringify(name)} `;
}
