import { displayWidth } from "@hexai/terminal/text";
import { assert, constantFrom, dictionary, integer, property, record, string } from "fast-check";
import { describe, it } from "vitest";

import { fakeReport } from "../../testing/fake-snapshot.ts";
import { statsTable } from "./stats-table.ts";

const MODELS = {
  "gpt-4.1": { reqs: 90, sent: 1_200_000, recv: 3400 },
  "日本🙂": { reqs: 30, sent: 10 },
};

describe("statsTable", () => {
  it("lines up numbers by display width", ({ expect }) => {
    expect(statsTable(fakeReport(MODELS), Infinity)).toMatchInlineSnapshot(`
      "last 1h         requests   rpm      ↑      ↓  share
      Σ all                120  2.00  1.2MB  3.4kB   100%
      openai:gpt-4.1        90  1.50  1.2MB  3.4kB    75%
      openai:日本🙂         30  0.50    10B     0B    25%
      "
    `);
  });

  it("shortens heads and gaps, then labels, when it is narrow", ({ expect }) => {
    const report = fakeReport(MODELS);

    expect(statsTable(report, 46)).toMatchInlineSnapshot(`
      "last 1h        reqs  rpm     ↑     ↓ share
      Σ all           120 2.00 1.2MB 3.4kB  100%
      openai:gpt-4.1   90 1.50 1.2MB 3.4kB   75%
      openai:日本🙂    30 0.50   10B    0B   25%
      "
    `);
    expect(statsTable(report, 40)).toMatchInlineSnapshot(`
      "last 1h      reqs  rpm     ↑     ↓ share
      Σ all         120 2.00 1.2MB 3.4kB  100%
      openai:gpt-…   90 1.50 1.2MB 3.4kB   75%
      openai:日本…   30 0.50   10B    0B   25%
      "
    `);
  });

  it("gives labels lines of their own when too little is left of them", ({ expect }) => {
    const models = { "gpt-4.1": { reqs: 12_345, sent: 999_900_000, recv: 888_800_000 } };

    expect(statsTable(fakeReport(models), 40)).toMatchInlineSnapshot(`
      "last 1h
         reqs    rpm       ↑       ↓ share
      Σ all
        12345 205.75 999.9MB 888.8MB  100%
      openai:gpt-4.1
        12345 205.75 999.9MB 888.8MB  100%
      "
    `);
  });

  it("puts the most used model first", ({ expect }) => {
    expect(statsTable(fakeReport({ a: { reqs: 1 }, b: { reqs: 2 } }), 80)).toMatch(/:b .*\n.*:a /u);
  });

  it("has no shares of nothing", ({ expect }) => {
    expect(statsTable(fakeReport({}), 80)).toMatchInlineSnapshot(`
      "last 1h  requests   rpm   ↑   ↓  share
      Σ all           0  0.00  0B  0B      –
      "
    `);
  });

  it("lets no name control the terminal or add a row", ({ expect }) => {
    expect(statsTable(fakeReport({ "\u001b[2J\nx": { reqs: 1 } }), 80)).toContain("openai:␛[2J␊x ");
  });

  it("fits from 40 to 200 columns and never cuts a figure", ({ expect }) => {
    const size = integer({ min: 0, max: 10 ** 12 });
    const counters = record({ reqs: integer({ min: 1, max: 9999 }), sent: size, recv: size });
    const name = string({ unit: "grapheme", maxLength: 80 });
    assert(
      property(
        dictionary(name, counters, { maxKeys: 5 }),
        integer({ min: 40, max: 200 }),
        constantFrom("", "x".repeat(60)),
        (models, columns, more) => {
          const all = { ...models, [more]: { reqs: 7, sent: 7, recv: 7 } };
          const lines = statsTable(fakeReport(all), columns).trimEnd().split("\n");

          expect(Math.max(...lines.map((line) => displayWidth(line)))).toBeLessThanOrEqual(columns);
          for (const { reqs } of Object.values(all)) {
            expect(lines.join("\n")).toMatch(new RegExp(`(?<!\\d)${reqs} +\\d+\\.\\d\\d `, "u"));
          }
        },
      ),
    );
  });
});
