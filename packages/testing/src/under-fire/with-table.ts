import { markdownTable, type TableRow } from "./markdown-table.ts";

/**
 * A Markdown page with `rows` in place of the first table under `heading`.
 *
 * @throws {Error} When the page has no such table.
 */
export function withTable(page: string, heading: string, rows: readonly TableRow[]): string {
  const sections = page.split(/^(?=## )/mu);
  const index = sections.findIndex((section) => section.startsWith(`## ${heading}\n`));
  const section = sections[index];
  if (section === undefined || !TABLE.test(section)) {
    throw new Error(`There is no table under "${heading}"`);
  }
  return sections
    .with(
      index,
      section.replace(TABLE, () => markdownTable(rows)),
    )
    .join("");
}

const TABLE = /^\|.*(?:\n\|.*)*/mu;
