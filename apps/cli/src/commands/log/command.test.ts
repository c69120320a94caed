import { describe, it } from "vitest";

import { parseArguments } from "../../command-line/parse-arguments.ts";
import { HEXAI } from "../../commands/index.ts";

const DAY_MS = 86_400_000;

describe("hexai log", () => {
  it.for([
    { argv: ["log"], request: { type: "list", count: 20, json: false } },
    { argv: ["log", "-n", "3", "--json"], request: { type: "list", count: 3, json: true } },
    { argv: ["log", "-n", "0"], request: { type: "list", count: Infinity } },
    { argv: ["log", "show"], request: { type: "show", conversation: undefined } },
    { argv: ["log", "show", "work"], request: { type: "show", conversation: "work" } },
    { argv: ["log", "search", "a", "b c"], request: { type: "search", words: ["a", "b c"] } },
    { argv: ["log", "rm", "a", "b"], request: { chosen: { conversations: ["a", "b"] } } },
    { argv: ["log", "rm", "--older", "7d"], request: { chosen: { olderThanMs: 7 * DAY_MS } } },
    { argv: ["log", "rm", "--older", "2w"], request: { chosen: { olderThanMs: 14 * DAY_MS } } },
    { argv: ["log", "rm", "--older=0h"], request: { chosen: { olderThanMs: 0 } } },
    { argv: ["log", "rm", "--all"], request: { type: "remove", chosen: "all" } },
  ])("understands $argv", ({ argv, request }, { expect }) => {
    expect(parseArguments(HEXAI, argv)).toMatchObject({ command: { name: "log" }, request });
  });

  it.for([
    { argv: ["log", "rotation", "on", "debian"], prompt: "hexai -- log rotation on debian" },
    { argv: ["log", "show", "me", "the", "money"], prompt: "hexai -- log show me the money" },
  ])("shows how $argv is asked", ({ argv, prompt }, { expect }) => {
    expect(() => parseArguments(HEXAI, argv)).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringContaining(prompt) }),
    );
  });

  it.for([
    { argv: ["log", "-n", "x"], message: "--number needs a whole number" },
    { argv: ["log", "-n=-1"], message: "needs a whole number" },
    { argv: ["log", "show", "-n", "2"], message: "--number goes with hexai log without a word" },
    { argv: ["log", "--all"], message: "--all goes with hexai log rm" },
    { argv: ["log", "search"], message: "needs a word to look for" },
    { argv: ["log", "search", " "], message: "needs a word to look for" },
    { argv: ["log", "rm"], message: "takes names or ids, or --older AGE, or --all" },
    { argv: ["log", "rm", "x", "--all"], message: "takes names or ids, or --older AGE" },
    { argv: ["log", "rm", "--older", "7"], message: "--older needs an age, as in 12h, 7d or 2w" },
    { argv: ["log", "rm", "--older", "7y"], message: "--older needs an age" },
  ])("says what is wrong with $argv", ({ argv, message }, { expect }) => {
    expect(() => parseArguments(HEXAI, argv)).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringContaining(message) }),
    );
  });
});
