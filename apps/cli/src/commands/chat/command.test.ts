import { describe, it } from "vitest";

import { parseArguments } from "../../command-line/parse-arguments.ts";
import { HEXAI } from "../../commands/index.ts";

describe("hexai chat", () => {
  it.for([
    { argv: ["chat"], flags: { isContinued: false, quiet: false } },
    { argv: ["chat", "-c"], flags: { isContinued: true } },
    { argv: ["chat", "-C", "work"], flags: { conversation: "work" } },
    { argv: ["-c", "chat"], flags: { isContinued: true } },
    {
      argv: ["chat", "-m", "gpt", "-s", "", "-1"],
      flags: { model: "gpt", system: "", targets: [1] },
    },
  ])("understands $argv", ({ argv, flags }, { expect }) => {
    expect(parseArguments(HEXAI, argv)).toMatchObject({
      command: { name: "chat" },
      request: { flags },
    });
  });

  it.for([
    { argv: ["chat", "about", "monads"], message: "write: hexai -- chat about monads" },
    { argv: ["chat", "--json"], message: "--json goes with a single question" },
    { argv: ["chat", "--tps-simulation", "5"], message: "--tps-simulation goes with a single" },
    { argv: ["chat", "--older", "7d"], message: "there is no flag --older" },
    { argv: ["chat", "-c", "--name", "x"], message: "choose one of --continue and --name" },
  ])("says what is wrong with $argv", ({ argv, message }, { expect }) => {
    expect(() => parseArguments(HEXAI, argv)).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringContaining(message) }),
    );
  });
});
