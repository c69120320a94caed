import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { TableRow } from "./markdown-table.ts";
import { withTable } from "./with-table.ts";

const PAGE = join(import.meta.dirname, "../../../../docs/under-fire.md");

/** Puts what a long run has shown into the documentation, under `heading`. */
export function publishUnderFire(heading: string, rows: readonly TableRow[]): void {
  writeFileSync(PAGE, withTable(readFileSync(PAGE, "utf8"), heading, rows));
}
