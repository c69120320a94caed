import { describe, it } from "vitest";

import { parseArguments } from "../../command-line/parse-arguments.ts";
import { HEXAI } from "../../commands/index.ts";

describe("hexai models", () => {
  it.for([
    { argv: ["models"], request: { isFresh: false } },
    {
      argv: ["models", "ollama", "--refresh"],
      request: { provider: "ollama", isFresh: true },
    },
    {
      argv: ["models", "--config", "x"],
      request: { isFresh: false, configFile: "x" },
    },
  ])("understands $argv", ({ argv, request }, { expect }) => {
    expect(parseArguments(HEXAI, argv)).toMatchObject({ request });
  });

  it("refuses two providers", ({ expect }) => {
    expect(() => parseArguments(HEXAI, ["models", "of", "cars"])).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: expect.stringContaining("for a prompt write: hexai -- models of cars"),
      }),
    );
  });
});
