import { lineText, lineWidth } from "@hexai/terminal";
import { assert, dictionary, integer, property, record, string } from "fast-check";
import { describe, it } from "vitest";

import { fakeReport } from "../../../testing/fake-snapshot.ts";
import type { PricedReport } from "../usage-rows.ts";
import { statsWatchLines } from "./stats-watch-lines.ts";
import { firstStatsWatchState, type StatsWatchState } from "./stats-watch-state.ts";

const REPORT = fakeReport(
  {
    "gpt-4.1": { reqs: 90, sent: 1_200_000, recv: 3400 },
    日本語: { reqs: 30, sent: 10 },
  },
  { reqsByMinute: Array.from({ length: 61 }, (_, minute) => minute % 9) },
);

describe("statsWatchLines", () => {
  it("shows totals, the course of the window, and every model", ({ expect }) => {
    expect(screenOf({ report: REPORT }, 80, 24)).toMatchInlineSnapshot(`
      "Σ all requests of the last 1h                                           HH:MM:SS
      120 requests   2.00 per minute   ↑ 1.2MB   ↓ 3.4kB

      requests per minute, at most 8
       ▁▂▃▄▅▆▇█ ▁▂▃▄▅▆▇█ ▁▂▃▄▅▆▇█ ▁▂▃▄▅▆▇█ ▁▂▃▄▅▆▇█ ▁▂▃▄▅▆▇█ ▁▂▃▄▅▆
      1h ago                                                    now

                                                       reqs   rpm      ↑      ↓  share
      openai:gpt-4.1  ███████████████████████▎           90  1.50  1.2MB  3.4kB    75%
      openai:日本語   ███████▊                           30  0.50    10B     0B    25%

      q quits"
    `);
  });

  it("gives the figures a line of their own when it is narrow", ({ expect }) => {
    expect(screenOf({ report: REPORT }, 40, 24)).toMatchInlineSnapshot(`
      "Σ all requests of the last 1h   HH:MM:SS
      120 requests   2.00 per minute   ↑ 1.2MB
      ↓ 3.4kB

      requests per minute, at most 8
       ▂▃▅▆█ ▂▃▅▆█ ▂▃▅▆█ ▂▄▅▇█▁▂▄▅▇█▁▂▄▅▇█▁▂▄▆
      1h ago                               now

        reqs  rpm     ↑     ↓ share
      openai:gpt-4.1 ██████████████████▊
          90 1.50 1.2MB 3.4kB   75%
      openai:日本語  ██████▎
          30 0.50   10B    0B   25%

      q quits"
    `);
  });

  it("says how many models there is no room for, and leaves the sparkline out first", ({
    expect,
  }) => {
    const report = fakeReport({ a: { reqs: 3 }, b: { reqs: 2 }, c: { reqs: 1 } });

    expect(screenOf({ report }, 80, 9)).toMatchInlineSnapshot(`
      "Σ all requests of the last 1h                                           HH:MM:SS
      6 requests   0.10 per minute   ↑ 0B   ↓ 0B

                                                             reqs   rpm   ↑   ↓  share
      openai:a  █████████████████████▌                          3  0.05  0B  0B    50%
      … and 2 more

      q quits"
    `);
  });

  it("says so when nothing was asked", ({ expect }) => {
    expect(screenOf({ report: fakeReport({}) }, 80, 24)).toContain(
      "No requests yet. This view updates by itself.",
    );
  });

  it("says why it shows nothing new", ({ expect }) => {
    const shown = screenOf({ report: { ...REPORT, skippedEvents: 2 }, failure: "no luck" }, 80, 24);

    expect(shown).toMatch(/120 requests.*no luck\n2 unreadable entries\nq quits$/su);
  });

  it("waits for the first report", ({ expect }) => {
    expect(screenOf({}, 80, 24)).toBe("reading the statistics …\n\nq quits");
  });

  it("fits into every terminal from 40 to 200 columns and never cuts a figure", ({ expect }) => {
    const size = integer({ min: 0, max: 10 ** 12 });
    const counters = record({ reqs: integer({ min: 1, max: 99_999 }), sent: size, recv: size });
    const name = string({ unit: "grapheme", maxLength: 60 });
    assert(
      property(
        dictionary(name, counters, { minKeys: 1, maxKeys: 5 }),
        integer({ min: 40, max: 200 }),
        integer({ min: 8, max: 60 }),
        (models, columns, rows) => {
          const lines = statsWatchLines(stateOf({ report: fakeReport(models) }, columns, rows));

          expect(Math.max(...lines.map(lineWidth))).toBeLessThanOrEqual(columns);
          expect(lines.length).toBeLessThan(rows);
          const text = lines.map(lineText).join("\n");
          const missing = Number(/… and (\d+) more/u.exec(text)?.[1] ?? 0);
          const figures = text.match(/\d+ +\d+\.\d\d +[\d.]+[kMGT]?B +[\d.]+[kMGT]?B +\d+%$/gmu);
          expect(figures?.length ?? 0).toBe(Object.keys(models).length - missing);
        },
      ),
    );
  });
});

function stateOf(
  some: { readonly report?: PricedReport; readonly failure?: string },
  columns: number,
  rows: number,
): StatsWatchState {
  return { ...firstStatsWatchState({ columns, rows }), ...some };
}

function screenOf(some: Parameters<typeof stateOf>[0], columns: number, rows: number): string {
  return statsWatchLines(stateOf(some, columns, rows))
    .map((line) => lineText(line).trimEnd())
    .join("\n")
    .replace(/\d\d:\d\d:\d\d/u, "HH:MM:SS");
}
