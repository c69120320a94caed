import { describe, it } from "vitest";

import { parseArguments } from "./parse-arguments.ts";

const SERVE = { type: "serve", log: undefined, config: undefined };

describe("parseArguments", () => {
  it.for([
    { args: [], request: SERVE, why: "an editor may say nothing" },
    { args: ["--stdio"], request: SERVE, why: "it may say what happens anyway" },
    { args: ["--stdio", "--clientProcessId=7"], request: SERVE, why: "VS Code adds its id" },
    {
      args: ["--log", "a", "--config=b"],
      request: { ...SERVE, log: "a", config: "b" },
      why: "files",
    },
    { args: ["--version"], request: { type: "version" }, why: "the version" },
    { args: ["-h"], request: { type: "help" }, why: "help" },
    { args: ["--version", "--help"], request: { type: "help" }, why: "help wins" },
  ])("understands $args: $why", ({ args, request }, { expect }) => {
    expect(parseArguments(args)).toEqual(request);
  });

  it.for([
    { args: ["--tcp"], part: "--tcp" },
    { args: ["--log"], part: "--log" },
    { args: ["word"], part: "word" },
    { args: ["--stdio=yes"], part: "--stdio" },
  ])("names the mistake in $args", ({ args, part }, { expect }) => {
    const request = parseArguments(args);

    expect(request).toEqual({
      type: "mistake",
      message: expect.stringMatching(new RegExp(`'${part}.*\\(--help shows all flags\\)$`, "u")),
    });
  });
});
