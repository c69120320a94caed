import { describe, it } from "vitest";

import { fakeReport } from "../../testing/fake-snapshot.ts";
import { formatStats, harmlessOn, type StatsSettings } from "./format-stats.ts";

const SETTINGS: StatsSettings = {
  provider: "openai",
  model: "gpt-4.1",
  status: {},
  show: ["requests"],
  budgetUsd: undefined,
  columns: Infinity,
  user: () => "me",
};
const PLAIN = fakeReport({ "gpt-4.1": { reqs: 120, sent: 5000, recv: 600 } }, { skippedEvents: 2 });
const TOKENS = {
  input: 41_000,
  output: 12_000,
  cached: 8200,
  reqs: 100,
  inputReqs: 100,
  outputReqs: 100,
};
const PRICED = fakeReport(
  { "gpt-4.1": { reqs: 120, sent: 5000, recv: 600, tokens: TOKENS } },
  { costOf: () => ({ usd: 0.12, reqs: 100 }), tableDate: "2026-09-23" },
);

describe("formatStats", () => {
  it.for([
    { format: "table", out: /^last 1h .*share\nΣ all .*100%\nopenai:gpt-4\.1 .*100%\n$/u },
    { format: "line", out: /^Σ reqs=120 rpm=2\.00 sent_total=5000 recv_total=600\n$/u },
    {
      format: "tmux",
      out: /^Σ@1h reqs=120 rpm=2\.0 ↑5kB ↓600B \| openai:gpt-4\.1 reqs=120 rpm=2\.0\n$/u,
    },
    { format: "csv", out: /^provider,.*\r\n"openai","gpt-4\.1",120,2,5000,600,1,,,,,,0,,0\r\n$/u },
    {
      format: "plain",
      out: /^Σ@1h reqs=120 rpm=2\.0 ↑5kB ↓600B \| openai:gpt-4\.1 reqs=120 rpm=2\.0\n$/u,
    },
    {
      format: "check",
      out: /^\? in the last 1h; there is no budget, .*120 requests is not known\n$/u,
    },
  ] as const)("shows a $format of requests alone as ever", ({ format, out }, { expect }) => {
    expect(formatStats(format, PLAIN, SETTINGS)).toMatch(out);
  });

  it.for([
    {
      format: "table",
      out: /≥ 41k {5}20% {7}≥ 12k {2}≥ \$0\.12 {3}100%\n.*prices of 2026-09-23\n$/su,
    },
    {
      format: "line",
      out: /^Σ reqs=120 rpm=2\.00 sent_total=5000 recv_total=600 tokens=≥41k\/12k cost=≥\$0\.12\n$/u,
    },
    {
      format: "tmux",
      out: /^Σ@1h reqs=120 rpm=2\.0 ↑5kB ↓600B ≥ 41k\/12k ≥ \$0\.12 \| openai:gpt-4\.1 reqs=120 rpm=2\.0\n$/u,
    },
    { format: "csv", out: /600,1,41000,8200,,12000,,100,0\.12,100\r\n$/u },
    {
      format: "check",
      out: /^≥ \$0\.12 of \$2\.00 \(6%\) in the last 1h; the cost of 20 requests is not known\n$/u,
    },
  ] as const)("shows tokens and cost in a $format", ({ format, out }, { expect }) => {
    const settings = { ...SETTINGS, show: ["requests", "tokens", "cost"], budgetUsd: 2 };

    expect(formatStats(format, PRICED, settings)).toMatch(out);
  });

  it.for([
    [0.79, ""],
    [0.8, "#[fg=black,bg=yellow]"],
    [1, "#[fg=white,bg=red]"],
  ] as const)("colours the line of tmux at %d of the budget", ([usd, style], { expect }) => {
    const report = { ...PRICED, costOf: () => ({ usd, reqs: 120 }) };

    const line = formatStats("tmux", report, { ...SETTINGS, budgetUsd: 1 });

    expect(line.startsWith(style === "" ? "Σ" : style)).toBe(true);
  });

  it("shows JSON for programs", ({ expect }) => {
    const unknown = {
      input_tokens: null,
      cached_tokens: null,
      cache_write_tokens: null,
      output_tokens: null,
      reasoning_tokens: null,
      token_reqs: 0,
      cost_usd: null,
      cost_reqs: 0,
    };
    const figures = { reqs: 120, rpm: 2, sent: 5000, recv: 600 };
    expect(JSON.parse(formatStats("json", PLAIN, SETTINGS))).toEqual({
      schema: 1,
      window_seconds: 3600,
      from: "2026-11-23T17:40:00.000Z",
      to: "2026-11-23T18:40:00.000Z",
      skipped_events: 2,
      prices_of: null,
      global: { ...figures, ...unknown },
      models: [{ provider: "openai", model: "gpt-4.1", ...figures, share: 1, ...unknown }],
    });
    expect(JSON.parse(formatStats("json", PRICED, SETTINGS)).global).toEqual({
      ...figures,
      input_tokens: 41_000,
      cached_tokens: 8200,
      cache_write_tokens: null,
      output_tokens: 12_000,
      reasoning_tokens: null,
      token_reqs: 100,
      cost_usd: 0.12,
      cost_reqs: 100,
    });
  });

  it.for(["program", "provider"] as const)("shows rows by %s", (by, { expect }) => {
    const { models } = JSON.parse(formatStats("json", { ...PRICED, by }, SETTINGS));

    expect(models).toEqual([expect.objectContaining({ reqs: 120, share: 1, cost_usd: 0.12 })]);
    expect(models[0]).toHaveProperty(by, by === "program" ? null : "openai");
    expect(models[0]).not.toHaveProperty("model");
    expect(formatStats("csv", { ...PRICED, by }, SETTINGS)).toContain(
      by === "program" ? "\r\n,,120," : '\r\n"openai",,120,',
    );
    expect(formatStats("table", { ...PRICED, by }, SETTINGS)).toMatch(
      by === "program" ? /^unknown program /mu : /^openai /mu,
    );
  });

  it.for(["csv", "json"] as const)(
    "lets no name through to a terminal as %s",
    (format, { expect }) => {
      const report = fakeReport({ "a\u001b[2J\u009b2J": { reqs: 1, sent: 2, recv: 3 } });

      const text = harmlessOn(true, formatStats(format, report, SETTINGS));

      expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
    },
  );
});
