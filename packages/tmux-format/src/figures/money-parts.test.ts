import { describe, it } from "vitest";

import { budgetLevel, budgetPercent, isOverBudget } from "./budget-level.ts";
import { formatUsd } from "./format-usd.ts";
import { humanTokens } from "./human-tokens.ts";
import { formatCost, formatTokens, formatTokenSum } from "./money-parts.ts";

describe("humanTokens", () => {
  it.for([
    [0, "0"],
    [999, "999"],
    [1000, "1k"],
    [1234, "1.2k"],
    [9949, "9.9k"],
    [9960, "10k"],
    [41_234, "41k"],
    [999_499, "999k"],
    [999_500, "1M"],
    [3_400_000, "3.4M"],
    [Number.MAX_SAFE_INTEGER, "9P"],
    [NaN, "0"],
    [-5, "0"],
  ] as const)("writes %d as %s", ([tokens, text], { expect }) => {
    expect(humanTokens(tokens)).toBe(text);
  });
});

describe("formatUsd", () => {
  it.for([
    [0, "$0"],
    [0.000001, "<$0.00001"],
    [0.00042, "$0.00042"],
    [0.0123, "$0.012"],
    [0.05, "$0.05"],
    [0.0999, "$0.10"],
    [0.1, "$0.10"],
    [0.12, "$0.12"],
    [0.1234, "$0.123"],
    [1.48, "$1.48"],
    [4.215, "$4.215"],
    [9.9999, "$10.00"],
    [12.3456, "$12.35"],
    [100_000, "$100000.00"],
    [NaN, "$0"],
    [-1, "$0"],
  ] as const)("writes %d as %s", ([usd, text], { expect }) => {
    expect(formatUsd(usd)).toBe(text);
  });
});

describe("formatTokens", () => {
  it.for([
    {
      reqs: 15,
      tokens: { input: 41_000, output: 12_000, inputReqs: 15, outputReqs: 15 },
      text: "41k/12k",
    },
    {
      reqs: 15,
      tokens: { input: 34_000, output: 9000, inputReqs: 12, outputReqs: 15 },
      text: "≥ 34k/9k",
    },
    {
      reqs: 15,
      tokens: { input: 34_000, output: 9000, inputReqs: 15, outputReqs: 12 },
      text: "≥ 34k/9k",
    },
    { reqs: 15, tokens: { output: 9000, inputReqs: 0, outputReqs: 15 }, text: "?/9k" },
    { reqs: 15, tokens: { output: 9000, inputReqs: 0, outputReqs: 14 }, text: "≥ ?/9k" },
    { reqs: 15, tokens: { input: 9000, inputReqs: 15, outputReqs: 0 }, text: "9k/?" },
    { reqs: 1, tokens: { input: 0, output: 0, inputReqs: 1, outputReqs: 1 }, text: "0/0" },
    { reqs: 1, tokens: { inputReqs: 0, outputReqs: 0 }, text: "?" },
    { reqs: 15, text: "?" },
    { reqs: 0, text: "0/0" },
  ])("writes $text", ({ text, ...counters }, { expect }) => {
    expect(formatTokens({ sent: 0, recv: 0, ...counters })).toBe(text);
  });
});

describe("formatTokenSum", () => {
  it("says when it is not the whole", ({ expect }) => {
    expect([
      formatTokenSum(34_000, 12, 15),
      formatTokenSum(7, 15, 15),
      formatTokenSum(undefined, 0, 15),
    ]).toEqual(["≥ 34k", "7", "?"]);
  });
});

describe("formatCost", () => {
  it.for([
    [{ usd: 0.12, reqs: 3 }, 3, "$0.12"],
    [{ usd: 0.12, reqs: 2 }, 3, "≥ $0.12"],
    [{ usd: 0, reqs: 3 }, 3, "$0"],
    [{ usd: undefined, reqs: 0 }, 3, "?"],
    [{ usd: undefined, reqs: 0 }, 0, "$0"],
  ] as const)("writes %j of %d requests as %s", ([cost, reqs, text], { expect }) => {
    expect(formatCost(cost, reqs)).toBe(text);
  });
});

describe("budgetLevel", () => {
  it.for([
    [0, 2, "ok"],
    [1.59, 2, "ok"],
    [1.6, 2, "warning"],
    [1.999, 2, "warning"],
    [1.9999, 2, "warning"],
    [2, 2, "critical"],
    [0.8 * 2.145, 2.145, "warning"],
    [2.1450000000000005, 2.145, "critical"],
    [2.1449999999999996, 2.145, "critical"],
    [undefined, 2, "ok"],
    [5, undefined, "ok"],
    [5, 0, "ok"],
    [5, NaN, "ok"],
  ] as const)("is for %d of %d %s", ([usd, budget, level], { expect }) => {
    expect(budgetLevel(usd, budget)).toBe(level);
  });
});

describe("isOverBudget", () => {
  it.for([
    [1.999, 2, false],
    [2, 2, false],
    [2.1450000000000005, 2.145, false],
    [2.001, 2, true],
  ] as const)("is for %d of %d %s", ([usd, budget, isOver], { expect }) => {
    expect(isOverBudget(usd, budget)).toBe(isOver);
  });
});

describe("budgetPercent", () => {
  it.for([
    [1.56, 1.5, 104],
    [2.001, 2, 101],
    [2, 2, 100],
    [2.1450000000000005, 2.145, 100],
    [2.1449999999999996, 2.145, 100],
    [2.145, 2.15, 99],
    [2.145, 2.685, 79],
    [0.29, 1, 29],
    [0.57, 1, 57],
    [0, 2, 0],
  ] as const)("is for %d of %d %d", ([usd, budget, percent], { expect }) => {
    expect(budgetPercent(usd, budget)).toBe(percent);
  });
});
