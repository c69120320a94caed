import { describe, it } from "vitest";

import { formatStatsLogLine } from "./format-stats-log-line.ts";
import { snapshotOf } from "./testing/snapshot-of.ts";

const SNAPSHOT = { ...snapshotOf("openai", "gpt-4.1"), rpm: 4.2 };
const EMPTY = { ...SNAPSHOT, global: { reqs: 0, sent: 0, recv: 0 }, rpm: 0 };
const NOT_A_NUMBER = { reqs: Number.NaN, sent: -1, recv: Number.POSITIVE_INFINITY };

describe("formatStatsLogLine", () => {
  it("tells this process's averages and everybody's totals", ({ expect }) => {
    const local = { reqs: 3, sent: 3600, recv: 1020, elapsedSeconds: 120 };

    expect(formatStatsLogLine(local, SNAPSHOT)).toBe(
      "llm stats reqs=3 avg_sent=1200 avg_recv=340 rpm_local=1.50 | Σ reqs=123 rpm=4.20 sent_total=1200000 recv_total=3400000",
    );
  });

  it("rounds averages to whole bytes", ({ expect }) => {
    const local = { reqs: 3, sent: 5, recv: 4, elapsedSeconds: 3600 };

    expect(formatStatsLogLine(local, SNAPSHOT)).toContain("avg_sent=2 avg_recv=1 rpm_local=0.05 ");
  });

  it("is all zeros before the first request, in no time and for no numbers", ({ expect }) => {
    const zeros =
      "llm stats reqs=0 avg_sent=0 avg_recv=0 rpm_local=0.00 | Σ reqs=0 rpm=0.00 sent_total=0 recv_total=0";
    const nothing = { reqs: 0, sent: 0, recv: 0, elapsedSeconds: 0 };
    const nonsense = { ...NOT_A_NUMBER, elapsedSeconds: Number.NaN };

    expect(formatStatsLogLine(nothing, EMPTY)).toBe(zeros);
    expect(formatStatsLogLine(nonsense, { ...EMPTY, global: NOT_A_NUMBER, rpm: Number.NaN })).toBe(
      zeros,
    );
  });

  it("takes a process younger than a minute for one of a minute", ({ expect }) => {
    const local = { reqs: 2, sent: 1, recv: 1, elapsedSeconds: 0.1 };

    expect(formatStatsLogLine(local, SNAPSHOT)).toContain("rpm_local=2.00 ");
  });

  it("knows no rate over a window of no length", ({ expect }) => {
    const local = { reqs: 1, sent: 1, recv: 1, elapsedSeconds: 0 };

    const line = formatStatsLogLine(local, { ...SNAPSHOT, windowSeconds: 0 });

    expect(line).toContain("rpm_local=1.00 | Σ reqs=123 rpm=0.00 ");
  });
});
