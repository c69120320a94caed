import { REWRITE, SIMPLIFY } from "@hexai/actions";
import { describe, it } from "vitest";

import { parseArguments } from "./parse-arguments.ts";

const NO_FILES = { infile: undefined, outfile: undefined };

describe("parseArguments", () => {
  it.for([
    { args: ["--action", "simplify"], action: SIMPLIFY },
    { args: ["--yes", "--action=rewrite"], action: REWRITE },
  ])("finds the action in $args", ({ args, action }, { expect }) => {
    expect(parseArguments(args)).toEqual({ type: "act", action, config: undefined, ...NO_FILES });
  });

  it("takes files and a configuration", ({ expect }) => {
    const args = ["--action=simplify", "--infile=a", "--outfile", "b", "--config", "c"];

    expect(parseArguments(args)).toMatchObject({ infile: "a", outfile: "b", config: "c" });
  });

  it.for([
    { args: ["--action", "skip"], request: { type: "skip", ...NO_FILES } },
    { args: ["--version"], request: { type: "version" } },
    { args: ["-h", "--version"], request: { type: "help" } },
  ])("understands $args", ({ args, request }, { expect }) => {
    expect(parseArguments(args)).toEqual(request);
  });

  it.for([
    {
      args: [],
      part: "rewrite, diagnostics, document, simplify, fix_typos, unit_test, custom_prompt, skip",
      why: "the menu is not there yet",
    },
    { args: ["--action", "dance"], part: '"dance"; choose one of: rewrite', why: "an unknown id" },
    { args: ["--action"], part: "--action", why: "a missing value" },
    { args: ["--dance"], part: "--dance", why: "an unknown flag" },
    { args: ["simplify"], part: "simplify", why: "a word without a flag" },
  ])("names the mistake in $args: $why", ({ args, part }, { expect }) => {
    expect(() => parseArguments(args)).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringContaining(part) }),
    );
  });
});
