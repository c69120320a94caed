import { join } from "node:path";

import { formatManPage } from "@hexai/command-line";
import { UserError } from "@hexai/process";
import { describe, it } from "vitest";

import { MAN_PAGE, parseOptions } from "./options.ts";

const SERVE = { type: "serve", log: undefined, config: undefined };

describe("parseOptions", () => {
  it.for([
    { args: [], request: SERVE, why: "an editor may pass nothing" },
    { args: ["--stdio"], request: SERVE, why: "it may ask for the only transport there is" },
    { args: ["--stdio", "--clientProcessId=7"], request: SERVE, why: "VS Code adds its id" },
    {
      args: ["--log", "a", "--config=b"],
      request: { ...SERVE, log: "a", config: "b" },
      why: "files",
    },
    { args: ["--version"], request: { type: "version" }, why: "the version" },
    { args: ["-h"], request: { type: "help" }, why: "help" },
    { args: ["--version", "--help"], request: { type: "help" }, why: "help wins" },
  ])("parses $args: $why", ({ args, request }, { expect }) => {
    expect(parseOptions(args)).toEqual(request);
  });

  it.for([
    { args: ["--tcp"], part: "--tcp" },
    { args: ["--log"], part: "--log" },
    { args: ["word"], part: "word" },
    { args: ["--stdio=yes"], part: "--stdio" },
  ])("names the mistake in $args", ({ args, part }, { expect }) => {
    const parse = () => parseOptions(args);

    expect(parse).toThrow(UserError);
    expect(parse).toThrow(new RegExp(`${part}.*\\(hexai-lsp --help shows all flags\\)$`, "u"));
  });
});

describe("the man page", () => {
  it("is made from the tables", async ({ expect }) => {
    const file = join(import.meta.dirname, "../man/hexai-lsp.1");

    await expect(formatManPage(MAN_PAGE)).toMatchFileSnapshot(file);
  });
});
