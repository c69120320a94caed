import { describe, it } from "vitest";

import { parseArguments } from "../parse-arguments.ts";

describe("completionRequestOf", () => {
  it.for(["bash", "zsh", "fish", "models", "providers"])("understands %s", (what, { expect }) => {
    expect(parseArguments(["completion", what])).toEqual({ type: "completion", what });
  });

  it.for([
    { argv: ["completion"], why: "no shell" },
    { argv: ["completion", "csh"], why: "another shell" },
    { argv: ["completion", "bash", "zsh"], why: "two shells" },
  ])("refuses $argv: $why", ({ argv }, { expect }) => {
    expect(() => parseArguments(argv)).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: expect.stringContaining("hexai completion takes one of bash, zsh, fish; for"),
      }),
    );
  });
});
