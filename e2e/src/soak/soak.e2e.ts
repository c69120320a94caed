import process from "node:process";

import { markdownTable, publishUnderFire } from "@hexai/testing";
import { describe, it } from "vitest";

import { HASTY_EDITOR, isExact } from "./exceptions.ts";
import { soakTable } from "./soak-table.ts";
import { soak } from "./soak.ts";

const isLong = process.env["HEXAI_SOAK"] !== undefined;
const DURATION_MS = isLong ? 600_000 : 12_000;

describe("the three programs together", () => {
  it(
    "count every answer once, whatever befalls them, and leave nothing behind",
    { timeout: DURATION_MS + 240_000 },
    async ({ expect }) => {
      const report = await soak(DURATION_MS, Math.random);
      const table = soakTable(report);
      if (isLong) {
        process.stdout.write(`${markdownTable(table)}\n`);
      }

      const { tallies, reader } = report;
      expect(report.faults).toEqual([]);
      expect(report.leftovers).toEqual([]);
      expect(report.popups.returned).toBeGreaterThan(0);
      expect(reader.broken).toEqual([]);
      expect(report.status).not.toContain("⏳");
      const [, , hasty] = report.editors;
      for (const { model, asked, answered, counted } of tallies) {
        expect(counted, model).toBeLessThanOrEqual(asked);
        if (isExact(model)) {
          expect(counted, model).toBe(answered);
        } else if (model.startsWith(HASTY_EDITOR)) {
          expect(Math.abs(counted - answered), model).toBeLessThanOrEqual(hasty?.left ?? 0);
        }
      }
      expect(tallies.find(({ model }) => model === "steady")?.answered).toBeGreaterThan(0);
      if (isLong) {
        publishUnderFire("All three programs at once", table);
      }
    },
  );
});
