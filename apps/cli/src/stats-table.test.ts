import type { Snapshot } from "@hexai/stats";
import { describe, it } from "vitest";

import { statsTable } from "./stats-table.ts";

describe("statsTable", () => {
  it("lines up numbers by display width", ({ expect }) => {
    const models = new Map([
      ["gpt-4.1", { reqs: 90, sent: 1_200_000, recv: 3400 }],
      ["日本🙂", { reqs: 30, sent: 10, recv: 0 }],
    ]);

    expect(statsTable(snapshot(models))).toMatchInlineSnapshot(`
      "last 1h         requests   rpm      ↑      ↓  share
      Σ all                120  2.00  1.2MB  3.4kB   100%
      openai:gpt-4.1        90  1.50  1.2MB  3.4kB    75%
      openai:日本🙂         30  0.50    10B     0B    25%
      "
    `);
  });

  it("has no shares of nothing", ({ expect }) => {
    expect(statsTable(snapshot(new Map()))).toMatchInlineSnapshot(`
      "last 1h  requests   rpm   ↑   ↓  share
      Σ all           0  0.00  0B  0B      –
      "
    `);
  });

  it("lets no name control the terminal", ({ expect }) => {
    const models = new Map([["\u001b[2J", { reqs: 1, sent: 1, recv: 1 }]]);

    expect(statsTable(snapshot(models))).toContain("openai:␛[2J ");
  });
});

function snapshot(models: ReadonlyMap<string, Snapshot["global"]>): Snapshot {
  const global = [...models.values()].reduce(
    (sum, { reqs, sent, recv }) => ({
      reqs: sum.reqs + reqs,
      sent: sum.sent + sent,
      recv: sum.recv + recv,
    }),
    { reqs: 0, sent: 0, recv: 0 },
  );
  const providers = new Map([["openai", { totals: global, models }]]);
  return { global, providers, rpm: global.reqs / 60, windowSeconds: 3600 };
}
