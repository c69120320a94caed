import fs from "node:fs";
import { join } from "node:path";

import { damaged } from "@hexai/testing";
import * as fc from "fast-check";
import { describe, it } from "vitest";

import { nextEvents } from "../events/next-events.ts";
import { createReport } from "../snapshot/report.ts";
import { createStore } from "../store/io/create-store.ts";
import { usage } from "../testing/events.ts";
import { namesIn } from "../testing/hooked-file-system.ts";
import { temporaryDirectory } from "../testing/temporary-directory.ts";
import { EMPTY_STATS_FILE, encodeStatsFile, parseStatsFile, type StatsFile } from "./stats-file.ts";

const NOW = Date.UTC(2026, 10, 23, 18, 40);
/** The soak tries more: `pnpm test:soak`. */
const SOAK = process.env["HEXAI_SOAK"] !== undefined;
const RUNS = SOAK ? 10_000 : 500;

const SAMPLES = [
  fileOf([usage({ at: NOW })]),
  fileOf(
    Array.from({ length: 40 }, (_, index) => usage({ at: NOW - index * 1_000, count: index + 1 })),
  ),
  '{"version":1,"events":[{"ts":"2026-11-23T18:39:59.123456789+00:30","provider":"__proto__","model":"","sent":0,"recv":9007199254740991,"x":{"y":[1]}}],"later":{"a":null}}',
  fileOf(Array.from({ length: 1_100 }, (_, index) => usage({ at: NOW - index * 2_000 }))),
];

const WORDS = [
  '"version":2',
  '"events":{}',
  ',"count":9007199254740991',
  ',"count":1.5',
  ',"sent":-1',
  ',"sent":9007199254740991',
  '"ts":"9999-12-31T23:59:59Z"',
  '"ts":"0000-01-01T00:00:00Z"',
  '"ts":"2026-11-23T18:39:59+99:99"',
  ',"x":' + "[".repeat(20_000) + "]".repeat(20_000),
  '{"ts":"2026-11-23T18:39:59Z","provider":"p","model":"m","sent":9007199254740991,"recv":1},',
];

describe("a statistics file of any content", { timeout: SOAK ? 600_000 : 30_000 }, () => {
  it("is read, compacted and written again as a whole file with the same totals", ({ expect }) => {
    fc.assert(
      fc.property(
        damaged(SAMPLES, WORDS),
        fc.constantFrom(60, 3_600, 86_400),
        (bytes, windowSeconds) => {
          const file = parseStatsFile(Buffer.from(bytes).toString()) ?? EMPTY_STATS_FILE;

          const report = createReport(file, NOW, windowSeconds);
          const time = { now: NOW, before: file.updatedAt };
          const events = nextEvents(file.events, time, windowSeconds);
          const encoded = encodeStatsFile({ ...file, events }, NOW, windowSeconds);
          const again = parseStatsFile(encoded.text);

          expect(again).toEqual({
            ...encoded.file,
            events: encoded.file.events.map(({ at, stored }) => ({ at, stored })),
          });
          expect(Object.values(report.snapshot.global).every((count) => count >= 0)).toBe(true);
          if (report.snapshot.global.reqs < 2 ** 50) {
            expect(
              createReport(again ?? EMPTY_STATS_FILE, NOW, windowSeconds).snapshot.global.reqs,
            ).toBe(report.snapshot.global.reqs);
          }
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  it("neither stops a reader nor the next update, and never goes missing", async ({ expect }) => {
    const dir = await temporaryDirectory();
    const file = join(dir, "stats.json");
    const store = createStore({ dir, now: () => NOW });
    await fc.assert(
      fc.asyncProperty(damaged(SAMPLES, WORDS), async (bytes) => {
        fs.rmSync(`${file}.bak`, { force: true });
        fs.writeFileSync(file, bytes);
        const isOurs = parseStatsFile(Buffer.from(bytes).toString()) !== undefined;
        const { global: before } = await store.snapshot();

        await store.update("fuzz", "model", 1, 2);

        const { global, providers } = await store.snapshot();
        expect(providers.get("fuzz")?.totals.reqs).toBeGreaterThanOrEqual(1);
        expect(global.reqs).toBeGreaterThanOrEqual(Math.min(before.reqs + 1, 2 ** 50));
        expect(parseStatsFile(fs.readFileSync(file, "utf8"))?.skipped).toBe(0);
        expect(namesIn(dir)).toEqual(isOurs ? ["stats.json"] : ["stats.json", "stats.json.bak"]);
        if (!isOurs) {
          expect(fs.readFileSync(`${file}.bak`).equals(bytes)).toBe(true);
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });
});

function fileOf(events: StatsFile["events"]): string {
  return encodeStatsFile({ unknown: {}, events }, NOW, 3_600).text;
}
