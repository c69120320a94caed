import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { needs, temporaryHome } from "@hexai/testing";
import { describe, it, onTestFinished } from "vitest";

const PAGE = join(import.meta.dirname, "../../../docs/many-machines.md");

/** Two machines, two users on one of them; of one model only the output is known, and of one user no cost. */
const SERIES = [
  ["requests", { instance: "one", user: "ada", model: "gpt-4.1" }, 6],
  ["requests", { instance: "one", user: "bob", model: "q" }, 60],
  ["requests", { instance: "two", user: "ada", model: "gpt-4.1" }, 12],
  ["requests_with_cost", { instance: "one", user: "ada", model: "gpt-4.1" }, 4],
  ["requests_with_cost", { instance: "one", user: "bob", model: "q" }, 0],
  ["requests_with_cost", { instance: "two", user: "ada", model: "gpt-4.1" }, 12],
  ["input_tokens", { instance: "one", user: "ada", model: "gpt-4.1" }, 1000],
  ["output_tokens", { instance: "one", user: "ada", model: "gpt-4.1" }, 20],
  ["output_tokens", { instance: "one", user: "bob", model: "q" }, 500],
  ["cost_usd", { instance: "one", user: "ada", model: "gpt-4.1" }, 1.5],
  ["cost_usd", { instance: "two", user: "ada", model: "gpt-4.1" }, 0.25],
  ["seconds", { instance: "one", user: "ada" }, 3600],
  ["seconds", { instance: "one", user: "bob" }, 1800],
  ["seconds", { instance: "two", user: "ada" }, 3600],
] as const;

/** The queries of the page in its order, by how they begin, and what they give: by the label that stays. */
const ANSWERS = [
  ["sum by (instance) (hexai_window_requests", "instance", { one: 2.1, two: 0.2 }],
  ["sum by (model)", "model", { "gpt-4.1": 1020, q: 500 }],
  ["sum by (user) (hexai_window_cost_usd", "user", { ada: 1.75 }],
  ["sum by (user) (hexai_window_requests)", "user", { ada: 2, bob: 60 }],
] as const;

/** Of the day whose every minute had these 2.3 requests. */
const DAY = "sum (sum_over_time(";
const DAY_REQUESTS = 1440 * 2.3;

describe("the queries for more than one machine", () => {
  it("give what the page says", async ({ expect }) => {
    needs("promtool");
    const home = await temporaryHome();
    onTestFinished(() => home.remove());
    const [, section = ""] = (await readFile(PAGE, "utf8")).split("## Queries\n");
    const queries = section.match(/^sum .*$/gmu) ?? [];
    const file = join(home.dir, "queries.yml");
    await writeFile(file, JSON.stringify({ tests: [testOf(queries)] })); // JSON is YAML

    const { stdout } = await promisify(execFile)("promtool", ["test", "rules", file]);

    expect(queries).toEqual(
      [...ANSWERS.map(([start]) => start), DAY].map((start) => expect.stringContaining(start)),
    );
    expect(stdout).toContain("SUCCESS");
  });
});

/** https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/ */
function testOf(queries: readonly string[]): object {
  return {
    interval: "1m",
    input_series: SERIES.map(([name, labels, value]) => ({
      series: `hexai_window_${name}{${Object.entries(labels)
        .map(([label, text]) => `${label}="${text}"`)
        .join(",")}}`,
      values: `${value}x1500`,
    })),
    promql_expr_test: queries.map((query) => ({
      // The first sample of a range counts, or not, by the version of Prometheus.
      expr: query.startsWith(DAY) ? `abs(${query} - ${DAY_REQUESTS}) < bool 3` : query,
      eval_time: "24h",
      exp_samples: samplesOf(query),
    })),
  };
}

function samplesOf(query: string): readonly object[] {
  const [, label, values] = ANSWERS.find(([start]) => query.startsWith(start)) ?? [];
  return values === undefined
    ? [{ labels: "{}", value: 1 }]
    : Object.entries(values).map(([name, value]) => ({ labels: `{${label}="${name}"}`, value }));
}
