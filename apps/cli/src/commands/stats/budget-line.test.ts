import { describe, it } from "vitest";

import { fakeReport } from "../../testing/fake-snapshot.ts";
import { checkBudget } from "./budget-line.ts";

describe("checkBudget", () => {
  it.for([
    {
      usd: 1.48,
      reqs: 3,
      budget: 2,
      line: "$1.48 of $2.00 (74%) in the last 1h",
      isExceeded: false,
    },
    { usd: 2, reqs: 3, budget: 2, line: "$2.00 of $2.00 (100%) in the last 1h", isExceeded: false },
    {
      usd: 2.01,
      reqs: 3,
      budget: 2,
      line: "$2.01 of $2.00 (101%) in the last 1h",
      isExceeded: true,
    },
    {
      usd: 1,
      reqs: 2,
      budget: 2,
      line: "≥ $1.00 of $2.00 (50%) in the last 1h; the cost of 1 request is not known",
      isExceeded: false,
    },
    {
      usd: undefined,
      reqs: 0,
      budget: 2,
      line: "? of $2.00 in the last 1h; the cost of 3 requests is not known",
      isExceeded: false,
    },
    {
      usd: 2.1450000000000005,
      reqs: 3,
      budget: 2.145,
      line: "$2.145 of $2.145 (100%) in the last 1h",
      isExceeded: false,
    },
    {
      usd: undefined,
      reqs: 0,
      budget: undefined,
      line: "? in the last 1h; there is no budget, set budget_usd in [stats]; the cost of 3 requests is not known",
      isExceeded: false,
    },
    {
      usd: 9,
      reqs: 3,
      budget: undefined,
      line: "$9.00 in the last 1h; there is no budget, set budget_usd in [stats]",
      isExceeded: false,
    },
  ])("says $line", ({ usd, reqs, budget, line, isExceeded }, { expect }) => {
    const report = fakeReport({ m: { reqs: 3 } }, { costOf: () => ({ usd, reqs }) });

    expect(checkBudget(report, budget)).toEqual({ line, isExceeded });
  });

  it("finds nothing wrong where nothing was asked", ({ expect }) => {
    expect(checkBudget(fakeReport({}), 2).line).toBe("$0 of $2.00 (0%) in the last 1h");
  });
});
