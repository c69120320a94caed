import { type Snapshot, StatsError } from "@hexai/stats";
import { describe, it } from "vitest";

import { fakeTerminal } from "../testing/fake-terminal.ts";
import { statsCommand } from "./stats-command.ts";

const STATUS_LINE = { provider: "openai", model: "gpt-4.1", options: {} };
const USED = { reqs: 120, sent: 5000, recv: 600 };
const SNAPSHOT: Snapshot = {
  global: USED,
  providers: new Map([["openai", { totals: USED, models: new Map([["gpt-4.1", USED]]) }]]),
  rpm: 2,
  windowSeconds: 3600,
};

describe("statsCommand", () => {
  it.for([
    { format: "table", out: /^last 1h .*share\nΣ all .*100%\nopenai:gpt-4\.1 .*100%\n$/u },
    { format: "line", out: /^Σ reqs=120 rpm=2\.00 sent_total=5000 recv_total=600\n$/u },
    {
      format: "tmux",
      out: /^Σ@1h reqs=120 rpm=2\.0 ↑5kB ↓600B \| openai:gpt-4\.1 reqs=120 rpm=2\.0\n$/u,
    },
  ] as const)("shows a $format", async ({ format, out }, { expect }) => {
    const terminal = fakeTerminal();

    await statsCommand(
      format,
      { snapshot: () => Promise.resolve(SNAPSHOT) },
      STATUS_LINE,
      terminal,
    );

    expect(terminal.written.out).toMatch(out);
    expect(terminal.written.err).toBe("");
  });

  it("shows JSON for programs", async ({ expect }) => {
    const terminal = fakeTerminal();

    await statsCommand(
      "json",
      { snapshot: () => Promise.resolve(SNAPSHOT) },
      STATUS_LINE,
      terminal,
    );

    expect(JSON.parse(terminal.written.out)).toEqual({
      window_seconds: 3600,
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

  it("fails when the statistics cannot be read", async ({ expect }) => {
    const terminal = fakeTerminal();
    const failure = new StatsError("unreadable", "/x");

    const shown = statsCommand(
      "table",
      { snapshot: () => Promise.reject(failure) },
      STATUS_LINE,
      terminal,
    );

    await expect(shown).rejects.toBe(failure);
    expect(terminal.written.out).toBe("");
  });
});
