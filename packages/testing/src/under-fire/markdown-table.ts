export type TableRow = readonly string[];

/** A table in Markdown, its columns aligned. The first row is its head. */
export function markdownTable(rows: readonly TableRow[]): string {
  const [head = [], ...body] = rows;
  const widths = head.map((_, column) =>
    Math.max(3, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const lineOf = (row: TableRow): string =>
    `| ${widths.map((width, column) => (row[column] ?? "").padEnd(width)).join(" | ")} |`;
  return [head, widths.map((width) => "-".repeat(width)), ...body].map(lineOf).join("\n");
}
