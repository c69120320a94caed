import { describe, it } from "vitest";

import { HEXAI } from "../commands/index.ts";
import { parseArguments } from "./parse-arguments.ts";

/** The name of the command that is run, and its request. */
function parse(args: readonly string[]) {
  const invocation = parseArguments(HEXAI, args);
  return invocation.type === "run"
    ? { name: invocation.command.name, request: invocation.request }
    : invocation;
}

describe("parseArguments", () => {
  it("takes words for the prompt", ({ expect }) => {
    expect(parse(["undo", "a commit"])).toEqual({
      name: "ask",
      request: {
        words: ["undo", "a commit"],
        flags: {
          json: false,
          stream: true,
          cache: true,
          plain: false,
          quiet: false,
          stdin: true,
          isContinued: false,
          log: true,
        },
      },
    });
  });

  it("understands every flag about a question, before and behind the prompt", ({ expect }) => {
    const argv =
      "-p openai -m gpt-4.1 why --system=-x -t 0 --max-tokens 5 --timeout .5 -q --no-stdin --json --no-stream --no-cache --plain --no-log -c";

    expect(parse([...argv.split(" "), "--config", "a b.toml", "not?"])).toEqual({
      name: "ask",
      request: {
        words: ["why", "not?"],
        flags: {
          provider: "openai",
          model: "gpt-4.1",
          system: "-x",
          temperature: 0,
          maxTokens: 5,
          timeoutSeconds: 0.5,
          json: true,
          stream: false,
          cache: false,
          plain: true,
          quiet: true,
          stdin: false,
          isContinued: true,
          log: false,
        },
        configFile: "a b.toml",
      },
    });
  });

  it.for([
    { argv: ["-c", "more"], flags: { isContinued: true }, words: ["more"] },
    { argv: ["-qc", "more"], flags: { isContinued: true, quiet: true }, words: ["more"] },
    { argv: ["-C", "work", "more"], flags: { conversation: "work" }, words: ["more"] },
    { argv: ["--name", "work", "more"], flags: { name: "work" }, words: ["more"] },
    { argv: ["-c", "-1", "more"], flags: { isContinued: true, targets: [1] }, words: ["more"] },
  ])("goes on with a conversation for $argv", ({ argv, flags, words }, { expect }) => {
    expect(parse(argv)).toMatchObject({ name: "ask", request: { words, flags } });
  });

  it.for([
    ["-c", "-C", "work"],
    ["-c", "--name", "work"],
    ["-C", "work", "--name", "play"],
    ["--no-log", "--name", "work"],
    ["-c", "--tps-simulation", "5"],
  ])("refuses %j, which says two things", (argv, { expect }) => {
    expect(() => parse([...argv, "x"])).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: expect.stringMatching(/^choose one of --/u),
      }),
    );
  });

  it.for([
    { argv: [], words: [], why: "nothing" },
    { argv: ["--", "stats"], words: ["stats"], why: "a command behind --" },
    { argv: ["--", "-x", "--help"], words: ["-x", "--help"], why: "flags behind --" },
    { argv: ["show", "stats"], words: ["show", "stats"], why: "a command that is not first" },
    {
      argv: ["stats of git"],
      words: ["stats of git"],
      why: "a word that only begins like a command",
    },
    { argv: ["-"], words: ["-"], why: "a dash" },
    { argv: ["-q", "--", "a"], words: ["a"], why: "a flag before --" },
    { argv: ["-q", "--", "stats"], words: ["stats"], why: "a command behind a flag and --" },
  ])("asks $words for $why", ({ argv, words }, { expect }) => {
    expect(parse(argv)).toMatchObject({ name: "ask", request: { words } });
  });

  it.for([
    { argv: ["stats"], format: "table" },
    { argv: ["stats", "--json"], format: "json" },
    { argv: ["--line", "stats"], format: "line" },
    { argv: ["stats", "--tmux"], format: "tmux" },
    { argv: ["stats", "--csv"], format: "csv" },
  ])("shows statistics as a $format for $argv", ({ argv, format }, { expect }) => {
    expect(parse(argv)).toEqual({
      name: "stats",
      request: { type: "show", format, by: "model", isFollowing: false },
    });
  });

  it.for([
    { argv: ["stats", "--watch"], request: { type: "watch", by: "model" } },
    { argv: ["stats", "--reset"], request: { type: "reset", isConfirmed: false } },
    { argv: ["stats", "--reset", "--yes"], request: { type: "reset", isConfirmed: true } },
  ])("understands $argv", ({ argv, request }, { expect }) => {
    expect(parse([...argv, "--config", "x"])).toEqual({
      name: "stats",
      request: { ...request, configFile: "x" },
    });
  });

  it("reads another configuration for the statistics", ({ expect }) => {
    expect(parse(["stats", "--config", "x"])).toEqual({
      name: "stats",
      request: { type: "show", format: "table", by: "model", isFollowing: false, configFile: "x" },
    });
  });

  it.for([
    { argv: ["--help"], invocation: { type: "help" } },
    { argv: ["-h"], invocation: { type: "help" } },
    { argv: ["stats", "--help"], invocation: { type: "help", command: { name: "stats" } } },
    { argv: ["-h", "doctor", "x"], invocation: { type: "help", command: { name: "doctor" } } },
    { argv: ["--", "stats"], invocation: { name: "ask" } },
    { argv: ["--version"], invocation: { type: "version" } },
    { argv: ["--version", "--help"], invocation: { type: "help" } },
  ])("gives $invocation for $argv", ({ argv, invocation }, { expect }) => {
    expect(parse(argv)).toMatchObject(invocation);
  });

  it.for([
    { text: "12-18", simulation: { from: 12, to: 18 } },
    { text: "15", simulation: { from: 15, to: 15 } },
    { text: "0.5-1.5", simulation: { from: 0.5, to: 1.5 } },
  ])("simulates $text tokens a second", ({ text, simulation }, { expect }) => {
    expect(parse(["--tps-simulation", text])).toMatchObject({ request: { flags: { simulation } } });
  });

  it.for([
    { argv: ["-0", "x"], targets: [0] },
    { argv: ["-1", "why", "-0"], targets: [0, 1] },
    { argv: ["-q29", "x"], targets: [2, 9] },
  ])("asks the targets $targets for $argv", ({ argv, targets }, { expect }) => {
    expect(parse(argv)).toMatchObject({ request: { flags: { targets } } });
  });

  it("takes an empty text, as for no system prompt", ({ expect }) => {
    expect(parse(["-s", "", "x"])).toMatchObject({ request: { flags: { system: "" } } });
  });

  it("lets the last of two flags win", ({ expect }) => {
    expect(parse(["-m", "a", "-m", "b", "x"])).toMatchObject({
      request: { flags: { model: "b" } },
    });
  });

  it.for([
    { argv: ["--foo"], message: "there is no flag --foo; put -- before a prompt" },
    { argv: ["-z", "y"], message: "there is no flag -z; put -- before a prompt" },
    { argv: ["--constructor"], message: "there is no flag --constructor" },
    { argv: ["how", "--line"], message: "there is no flag --line" },
    {
      argv: ["stats", "-q"],
      message: "hexai stats takes no -q; for a prompt write: hexai -q -- stats",
    },
    { argv: ["-m"], message: "-m needs a value: -m NAME" },
    { argv: ["-m", ""], message: "-m needs a value: -m NAME" },
    { argv: ["--config="], message: "--config needs a value: --config FILE" },
    { argv: ["-m", "-q"], message: "-m needs a value; write --model=-q if this is it" },
    { argv: ["--quiet=no"], message: "--quiet takes no value" },
    { argv: ["-t", "hot"], message: '--temperature needs a number, not "hot"' },
    { argv: ["--tps-simulation", "0"], message: "needs tokens per second, as in 15 or 12-18" },
    { argv: ["--tps-simulation", "18-12"], message: 'as in 15 or 12-18, not "18-12"' },
    { argv: ["--tps-simulation", "fast"], message: 'as in 15 or 12-18, not "fast"' },
    { argv: ["-t", "2.1"], message: "--temperature must be a number from 0 to 2, not 2.1" },
    { argv: ["--temperature=-1"], message: "from 0 to 2, not -1" },
    { argv: ["stats", "-0"], message: "hexai stats takes no -0" },
    { argv: ["--timeout="], message: "--timeout needs a value: --timeout SECONDS" },
    { argv: ["--max-tokens", "1e9"], message: '--max-tokens needs a number, not "1e9"' },
    {
      argv: ["stats", "now"],
      message: "hexai stats takes no words; for a prompt write: hexai -- stats now",
    },
    { argv: ["stats", "--json", "--tmux"], message: "choose one of --json and --tmux" },
    { argv: ["stats", "--reset", "--csv"], message: "choose one of --csv and --reset" },
    { argv: ["stats", "--yes"], message: "--yes goes with --reset (hexai stats --help shows" },
  ])("refuses $argv: $message", ({ argv, message }, { expect }) => {
    expect(() => parse(argv)).toThrow(
      expect.objectContaining({
        name: "UserError",
        exitCode: 2,
        message: expect.stringContaining(message),
      }),
    );
  });
});
