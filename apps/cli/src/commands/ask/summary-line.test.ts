import { displayWidth } from "@hexai/terminal/text";
import * as fc from "fast-check";
import { describe, it } from "vitest";

import { fakeTerminal } from "../../testing/fake-terminal.ts";
import { type AnswerCost, summaryInWidth, summaryLine, writeSummary } from "./summary-line.ts";

const COST: AnswerCost = {
  provider: "openai",
  model: "gpt-4.1",
  elapsedMs: 1234,
  answer: { text: "…", sentBytes: 100, recvBytes: 30 },
  cachedMs: undefined,
  snapshot: {
    global: { reqs: 120, sent: 5000, recv: 600 },
    providers: new Map(),
    rpm: 2,
    windowSeconds: 3600,
  },
};

const TOKENS = { input: 41_000, output: 12_000, inputReqs: 120, outputReqs: 120 };

const PRICED: AnswerCost = {
  ...COST,
  answer: { ...COST.answer, tokens: { input: 1234, output: 30 } },
  costUsd: 0.0012,
};

describe("the tokens and the cost of an answer", () => {
  it("are in the line on a terminal, where they are known", ({ expect }) => {
    expect(summaryInWidth(PRICED, 300)).toContain(
      "time=1.2s tokens=1.2k/30 cost=$0.0012 llm stats",
    );
    expect(summaryInWidth({ ...PRICED, costUsd: undefined }, 300)).not.toContain("cost=");
    expect(summaryInWidth({ ...PRICED, answer: COST.answer }, 300)).not.toContain("tokens=");
    expect(summaryInWidth({ ...PRICED, cachedMs: 1000, costUsd: undefined }, 300)).not.toContain(
      "tokens=",
    );
  });

  it.for([
    { field: "cost", needed: "cost=$0.0012 ", gone: "time=" },
    { field: "time", needed: "time=1.2s ", gone: "tokens=" },
  ])(
    "go from a narrow line in their order: $needed stays without $gone",
    ({ needed, gone }, { expect }) => {
      const widths = Array.from({ length: 260 }, (_, index) => summaryInWidth(PRICED, 300 - index));

      expect(widths.some((line) => line.includes(needed) && !line.includes(gone))).toBe(true);
      expect(widths.some((line) => line.includes(gone) && !line.includes(needed))).toBe(false);
    },
  );

  it("are not in the line of a pipe, and a budget has a line of its own", ({ expect }) => {
    const [pipe, screen] = [
      fakeTerminal(),
      fakeTerminal({ isTerminal: true, isColorful: false, columns: 20 }),
    ];
    const cost = { ...PRICED, figures: { budgetNote: "budget 80% ($1.60 of $2.00)" } };

    writeSummary(pipe.err, cost);
    writeSummary(screen.err, cost);

    expect(pipe.written.err).not.toMatch(/tokens=|cost=/u);
    expect(pipe.written.err).toMatch(/\nbudget 80% \(\$1\.60 of \$2\.00\)\n$/u);
    expect(screen.written.err).toMatch(/…\nbudget 80% \(\$1\.60 of \$2\.00\)\n$/u);
  });
});

describe("what the Σ shows", () => {
  const show = ["requests", "tokens", "cost"];
  const global = { ...COST.snapshot?.global, reqs: 120, sent: 5000, recv: 600, tokens: TOKENS };
  const snapshot = COST.snapshot && { ...COST.snapshot, global };
  const figures = { show, cost: { usd: 0.25, reqs: 120 }, budgetNote: undefined };

  it("is at the end of the line on a terminal and in a pipe", ({ expect }) => {
    const [pipe, screen] = [fakeTerminal(), fakeTerminal({ isTerminal: true, columns: 300 })];

    writeSummary(pipe.err, { ...PRICED, snapshot, figures });
    writeSummary(screen.err, { ...PRICED, snapshot, figures });

    expect(pipe.written.err).toMatch(
      /time=1\.2s llm stats .* recv_total=600 tokens=41k\/12k cost=\$0\.25\n$/u,
    );
    expect(screen.written.err).toMatch(
      /time=1\.2s tokens=1\.2k\/30 cost=\$0\.0012 llm stats .* recv_total=600 tokens=41k\/12k cost=\$0\.25/u,
    );
  });

  it("goes from a narrow line before the tokens of the answer do", ({ expect }) => {
    const widths = Array.from({ length: 260 }, (_, index) =>
      summaryInWidth({ ...PRICED, snapshot, figures }, 300 - index),
    );

    expect(widths.some((line) => line.includes("tokens=1.2k/30") && !line.includes("41k"))).toBe(
      true,
    );
    expect(widths.some((line) => line.includes("41k") && !line.includes("tokens=1.2k/30"))).toBe(
      false,
    );
  });
});

describe("summaryLine", () => {
  it("says who answered, how long it took, and the Σ view", ({ expect }) => {
    expect(summaryLine(COST)).toBe(
      "provider=openai model=gpt-4.1 time=1.2s llm stats reqs=1 avg_sent=100 avg_recv=30 " +
        "rpm_local=1.00 | Σ reqs=120 rpm=2.00 sent_total=5000 recv_total=600",
    );
  });

  it("does without statistics that cannot be read", ({ expect }) => {
    expect(summaryLine({ ...COST, snapshot: undefined })).toBe(
      "provider=openai model=gpt-4.1 time=1.2s",
    );
  });

  it.for([
    { cachedMs: 0, age: "0s" },
    { cachedMs: 59_999, age: "59s" },
    { cachedMs: 60_000, age: "1m" },
    { cachedMs: 7_199_999, age: "1h" },
    { cachedMs: 86_000_000, age: "23h" },
  ])("says that an answer is $age old and was no request", ({ cachedMs, age }, { expect }) => {
    expect(summaryLine({ ...COST, cachedMs })).toBe(
      `provider=openai model=gpt-4.1 time=1.2s cached=${age} llm stats reqs=0 avg_sent=0 avg_recv=0 ` +
        "rpm_local=0.00 | Σ reqs=120 rpm=2.00 sent_total=5000 recv_total=600",
    );
  });

  it("lets no name control the terminal", ({ expect }) => {
    expect(summaryLine({ ...COST, model: "\u001b[2Jx", snapshot: undefined })).toContain(
      "model=␛[2Jx",
    );
  });
});

const WHOLE =
  "provider=openai model=gpt-4.1 time=1.2s llm stats reqs=1 avg_sent=100 avg_recv=30 rpm_local=1.00 | " +
  "Σ reqs=120 rpm=2.00 sent_total=5000 recv_total=600";
const SHORTEST = "provider=openai model=gpt-4.1 llm stats reqs=1 | Σ reqs=120 rpm=2.00";

describe("summaryInWidth", () => {
  it.for([
    { columns: WHOLE.length, line: WHOLE, why: "all of it" },
    { columns: 148, line: without("avg_sent"), why: "the middle of what was sent goes first" },
    { columns: 136, line: without("avg_sent", "avg_recv"), why: "then that of what was received" },
    {
      columns: 124,
      line: without("avg_sent", "avg_recv", "rpm_local"),
      why: "then the rate of this process",
    },
    {
      columns: 107,
      line: without("avg_sent", "avg_recv", "rpm_local", "sent_total"),
      why: "then what all have sent",
    },
    {
      columns: 90,
      line: without("avg_sent", "avg_recv", "rpm_local", "sent_total", "recv_total"),
      why: "then what all have received",
    },
    { columns: SHORTEST.length, line: SHORTEST, why: "then the time" },
    { columns: 20, line: "provider=openai mod…", why: "and then the end" },
    { columns: 1, line: "…", why: "whatever is left" },
  ])("shows in $columns cells: $why", ({ columns, line }, { expect }) => {
    expect(summaryInWidth(COST, Math.min(columns, displayWidth(line)))).toBe(line);
  });

  it("fits, and leaves out no more than it must", ({ expect }) => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.integer({ min: 0, max: 200 }),
        (model, columns) => {
          const cost = { ...COST, model };
          const line = summaryInWidth(cost, columns);

          expect(displayWidth(line)).toBeLessThanOrEqual(columns);
          expect(line === summaryLine(cost)).toBe(displayWidth(summaryLine(cost)) <= columns);
        },
      ),
    );
  });

  it("takes no name for a field", ({ expect }) => {
    expect(summaryInWidth({ ...COST, model: "a avg_sent=5 time=3s" }, 60)).toContain(
      "model=a avg_sent=5 time=3s",
    );
  });
});

describe("writeSummary", () => {
  it("is one dim line on a terminal, however narrow", ({ expect }) => {
    const terminal = fakeTerminal({ isTerminal: true, columns: 30 });

    writeSummary(terminal.err, COST);

    expect(terminal.written.err).toBe("\u001b[2mprovider=openai model=gpt-4.1…\u001b[22m\n");
  });

  it("has no colours where there are none", ({ expect }) => {
    const terminal = fakeTerminal({ isTerminal: true, isColorful: false, columns: 200 });

    writeSummary(terminal.err, COST);

    expect(terminal.written.err).toBe(`${WHOLE}\n`);
  });

  it("is whole for a pipe", ({ expect }) => {
    const terminal = fakeTerminal({ columns: 30 });

    writeSummary(terminal.err, COST);

    expect(terminal.written.err).toBe(`${WHOLE}\n`);
  });
});

function without(...fields: readonly string[]): string {
  return fields.reduce((line, field) => line.replace(new RegExp(` ${field}=\\S+`, "u"), ""), WHOLE);
}
