import { StatsError } from "@hexai/stats";
import { describe, it } from "vitest";

import { fakeReport } from "../../testing/fake-snapshot.ts";
import { fakeTerminal } from "../../testing/fake-terminal.ts";
import { showStats } from "./show-stats.ts";

const STATUS_LINE = { provider: "openai", model: "gpt-4.1", options: {} };
const REPORT = fakeReport(
  { "gpt-4.1": { reqs: 120, sent: 5000, recv: 600 } },
  { skippedEvents: 2 },
);
const STATS = { report: () => Promise.resolve(REPORT) };

describe("showStats", () => {
  it.for([
    { format: "table", out: /^last 1h .*share\nΣ all .*100%\nopenai:gpt-4\.1 .*100%\n$/u },
    { format: "line", out: /^Σ reqs=120 rpm=2\.00 sent_total=5000 recv_total=600\n$/u },
    {
      format: "tmux",
      out: /^Σ@1h reqs=120 rpm=2\.0 ↑5kB ↓600B \| openai:gpt-4\.1 reqs=120 rpm=2\.0\n$/u,
    },
    { format: "csv", out: /^provider,.*\r\n"openai","gpt-4\.1",120,2,5000,600,1\r\n$/u },
  ] as const)("shows a $format", async ({ format, out }, { expect }) => {
    const terminal = fakeTerminal();

    await showStats(format, STATS, STATUS_LINE, terminal);

    expect(terminal.written.out).toMatch(out);
    expect(terminal.written.err).toBe("");
  });

  it("shows JSON for programs", async ({ expect }) => {
    const terminal = fakeTerminal();

    await showStats("json", STATS, STATUS_LINE, terminal);

    expect(JSON.parse(terminal.written.out)).toEqual({
      schema: 1,
      window_seconds: 3600,
      from: "2026-11-23T17:40:00.000Z",
      to: "2026-11-23T18:40:00.000Z",
      skipped_events: 2,
      global: { reqs: 120, rpm: 2, sent: 5000, recv: 600 },
      models: [
        {
          provider: "openai",
          model: "gpt-4.1",
          reqs: 120,
          rpm: 2,
          sent: 5000,
          recv: 600,
          share: 1,
        },
      ],
    });
  });

  it.for(["csv", "json"] as const)(
    "lets no name through to a terminal as %s",
    async (format, { expect }) => {
      const terminal = fakeTerminal({ isTerminal: true });
      const report = fakeReport({ "a\u001b[2J\u009b2J": { reqs: 1, sent: 2, recv: 3 } });

      await showStats(format, { report: () => Promise.resolve(report) }, STATUS_LINE, terminal);

      expect(terminal.written.out.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
    },
  );

  it("makes the table as wide as the terminal, and no narrower for a pipe", async ({ expect }) => {
    const model = "a-very-long-name-of-a-model";
    const stats = { report: () => Promise.resolve(fakeReport({ [model]: { reqs: 1 } })) };
    const [narrow, pipe] = [
      fakeTerminal({ isTerminal: true, columns: 50 }),
      fakeTerminal({ isTerminal: false, columns: 50 }),
    ];

    await showStats("table", stats, STATUS_LINE, narrow);
    await showStats("table", stats, STATUS_LINE, pipe);

    expect(narrow.written.out).toContain("openai:a-very-");
    expect(narrow.written.out).not.toContain(model);
    expect(pipe.written.out).toContain(`openai:${model} `);
  });

  it("fails when the statistics cannot be read", async ({ expect }) => {
    const terminal = fakeTerminal();
    const failure = new StatsError("unreadable", "/x");

    const shown = showStats(
      "table",
      { report: () => Promise.reject(failure) },
      STATUS_LINE,
      terminal,
    );

    await expect(shown).rejects.toBe(failure);
    expect(terminal.written.out).toBe("");
  });
});
