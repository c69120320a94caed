import { describe, it } from "vitest";

import { parseArguments } from "../../command-line/parse-arguments.ts";
import { HEXAI } from "../../commands/index.ts";

const SHOW = { verb: "show", isOnline: false } as const;

describe("hexai config", () => {
  it.for([
    { argv: ["config"], request: SHOW },
    { argv: ["config", "show"], request: SHOW },
    { argv: ["config", "path"], request: { ...SHOW, verb: "path" } },
    {
      argv: ["config", "edit", "--config", "x"],
      request: { ...SHOW, verb: "edit", configFile: "x" },
    },
    { argv: ["--online", "config", "check"], request: { ...SHOW, verb: "check", isOnline: true } },
  ])("understands $argv", ({ argv, request }, { expect }) => {
    expect(parseArguments(HEXAI, argv)).toMatchObject({ request });
  });

  it.for([
    {
      argv: ["config", "set", "a"],
      message:
        "hexai config takes one of show, path, check, edit; for a prompt write: hexai -- config set a",
    },
    { argv: ["config", "show", "path"], message: "hexai config takes one of show, path" },
    { argv: ["config", "show", "--online"], message: "--online goes with hexai config check" },
    { argv: ["config", "--json"], message: "hexai config takes no --json" },
  ])("refuses $argv", ({ argv, message }, { expect }) => {
    expect(() => parseArguments(HEXAI, argv)).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringContaining(message) }),
    );
  });
});
