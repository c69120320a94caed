import { describe, it } from "vitest";

import { type AnswerCost, summaryLine } from "./summary-line.ts";

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
