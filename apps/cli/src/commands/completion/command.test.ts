import { describe, it } from "vitest";

import { parseArguments } from "../../command-line/parse-arguments.ts";
import { HEXAI } from "../../commands/index.ts";

describe("hexai completion", () => {
  it.for(["bash", "zsh", "fish", "models", "providers", "roles"])(
    "understands %s",
    (what, { expect }) => {
      expect(parseArguments(HEXAI, ["completion", what])).toMatchObject({ request: { what } });
    },
  );

  it.for([
    { argv: ["completion"], why: "no shell" },
    { argv: ["completion", "csh"], why: "another shell" },
    { argv: ["completion", "bash", "zsh"], why: "two shells" },
  ])("refuses $argv: $why", ({ argv }, { expect }) => {
    expect(() => parseArguments(HEXAI, argv)).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: expect.stringContaining("hexai completion takes one of bash, zsh, fish; for"),
      }),
    );
  });
});
