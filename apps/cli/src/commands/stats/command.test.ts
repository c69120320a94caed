import { describe, it } from "vitest";

import { parseArguments } from "../../command-line/parse-arguments.ts";
import { HEXAI } from "../../commands/index.ts";

describe("hexai stats", () => {
  it.for([
    { words: ["--check", "--json"], said: "choose one of --check and --json" },
    {
      words: ["--format", "plain", "--prometheus"],
      said: "choose one of --format and --prometheus",
    },
    { words: ["--watch", "--reset"], said: "choose one of --reset and --watch" },
    { words: ["--yes"], said: "--yes goes with --reset" },
    { words: ["--by", "x"], said: '--by takes program, provider, model, not "x"' },
    {
      words: ["--by", "model", "--tmux"],
      said: "--by goes with the table, --csv, --json and --watch",
    },
    {
      words: ["--by", "model", "--format", "plain"],
      said: "--by goes with the table, --csv, --json and --watch",
    },
    { words: ["--follow"], said: "--follow goes with --format, --line and --tmux" },
    { words: ["--follow", "--json"], said: "--follow goes with --format, --line and --tmux" },
    {
      words: ["--output", "x", "--watch"],
      said: "--output goes with what is printed, and not with --check, --reset and --watch",
    },
    { words: ["--mode", "0644"], said: "--mode goes with --output" },
    {
      words: ["--output", "x", "--mode", "0664"],
      said: "--mode 0664 would let others write the file; try 0644",
    },
    {
      words: ["--output", "x", "--mode", "4755"],
      said: '--mode takes three octal digits such as 0644, not "4755"',
    },
    {
      words: ["--output", "x", "--mode", "rw"],
      said: '--mode takes three octal digits such as 0644, not "rw"',
    },
    {
      words: ["--format", "json"],
      said: '--format: "json" must be plain, waybar, i3bar or a template such as {{reqs}}',
    },
    {
      words: ["--format", "{{constructor}}"],
      said: '--format: "{{constructor}}" is not known, there are reqs, rpm, ',
    },
    { words: ["--format", "{{reqs}} {{}}"], said: '--format: "{{}}" is not known, there are ' },
    { words: ["--format", "{{reqs"], said: '--format: "{{reqs" must be plain, ' },
  ])("refuses $words in one sentence", ({ words, said }, { expect }) => {
    expect(() => parseArguments(HEXAI, ["stats", ...words])).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringContaining(said) }),
    );
  });

  it.for([
    { mode: "600", is: 0o600 },
    { mode: "0644", is: 0o644 },
    { mode: "0444", is: 0o644 },
  ])("writes a file of mode $mode", ({ mode, is }, { expect }) => {
    const words = ["stats", "--prometheus", "--output", "x", "--mode", mode];

    expect(parseArguments(HEXAI, words)).toMatchObject({
      request: {
        format: "prometheus",
        output: { path: "x", mode: is },
        by: "model",
        isFollowing: false,
      },
    });
  });
});
