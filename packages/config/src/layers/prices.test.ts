import { describe, it } from "vitest";

import { formatConfigIssue } from "../describe/config-issue.ts";
import { describeConfig } from "../describe/describe-config.ts";
import { fileEntries } from "./file-entries.ts";
import { mergeEntries } from "./merge-entries.ts";

describe("[prices.NAME]", () => {
  it("gives the prices of a model by its name as it is", ({ expect }) => {
    const names = [
      "openai:gpt-4.1",
      "ollama:qwen2.5-coder:latest",
      "vertex:claude@20250929",
      'lab:"é"',
    ];
    const text = names
      .map((name, index) => `[prices.${JSON.stringify(name)}]\ninput = ${index}\noutput = 8\n`)
      .join("");

    const merged = mergeEntries(fileEntries({ path: "/c.toml", text }));

    expect(merged.ok && [...merged.config.prices]).toEqual(
      names.map((name, input) => [name, { input, output: 8 }]),
    );
    expect(merged.ok && describeConfig(merged).map(({ key }) => key)).toContain(
      'prices."openai:gpt-4.1".input',
    );
  });

  it.for([
    [
      '[prices."gpt-4.1"]',
      'prices."gpt-4.1": is not a model, must be written as "PROVIDER:MODEL", such as "openai:gpt-4.1"',
    ],
    [
      '[prices."openai:m"]\ninput = -1\noutput = 1',
      'prices."openai:m".input: is -1, must be a number from 0 to 1000000',
    ],
    [
      '[prices."openai:m"]\ninput = nan\noutput = 1',
      'prices."openai:m".input: is NaN, must be a number from 0 to 1000000',
    ],
    ['[prices."openai:m"]\ninput = 1', 'prices."openai:m": has no output, must have one'],
    [
      "[stats]\nshow = []",
      "stats.show: is an empty list, must be a list of some of requests, tokens, cost",
    ],
    [
      "[stats]\nbudget_usd = 0",
      'stats.budget_usd: is 0, must be a number from 0.01 to 1000000, or "default"',
    ],
  ] as const)("refuses %s", ([text, said], { expect }) => {
    const merged = mergeEntries(fileEntries({ path: "/c.toml", text }));

    expect(merged.ok ? [] : merged.issues.map(formatConfigIssue)).toEqual([
      expect.stringContaining(said),
    ]);
  });

  it("may not be set by a project", ({ expect }) => {
    const text = '[prices."openai:m"]\ninput = 1\noutput = 1\n[stats]\nbudget_usd = 5';
    const merged = mergeEntries(fileEntries({ path: "/project", text, userFile: "/user" }));

    expect(merged.ok ? [] : merged.issues.map(({ message }) => message)).toEqual([
      "may not be set by a project, must be set in /user",
      "may not be set by a project, must be set in /user",
    ]);
  });
});
