import { describe, it } from "vitest";

import { parseArguments } from "../parse-arguments.ts";

describe("modelsRequestOf", () => {
  it.for([
    { argv: ["models"], request: { type: "models", isFresh: false } },
    {
      argv: ["models", "ollama", "--refresh"],
      request: { type: "models", provider: "ollama", isFresh: true },
    },
    {
      argv: ["models", "--config", "x"],
      request: { type: "models", isFresh: false, configFile: "x" },
    },
  ])("understands $argv", ({ argv, request }, { expect }) => {
    expect(parseArguments(argv)).toEqual(request);
  });

  it("refuses two providers", ({ expect }) => {
    expect(() => parseArguments(["models", "of", "cars"])).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: expect.stringContaining("for a prompt write: hexai -- models of cars"),
      }),
    );
  });
});
