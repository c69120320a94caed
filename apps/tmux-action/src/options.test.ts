import { join } from "node:path";

import { formatManPage } from "@hexai/command-line";
import { describe, it } from "vitest";

import { HELP, MAN_PAGE, parseArguments } from "./options.ts";

const ACT = {
  type: "act",
  action: undefined,
  config: undefined,
  infile: undefined,
  outfile: undefined,
  pane: undefined,
  paste: false,
  yes: false,
  popup: { width: "60%", height: "50%" },
};

describe("parseArguments", () => {
  it.for([
    { args: [], request: ACT, why: "the user chooses" },
    { args: ["--action", "simplify"], request: { ...ACT, action: "simplify" }, why: "no menu" },
    { args: ["--yes"], request: { ...ACT, yes: true }, why: "no preview" },
    {
      args: ["--infile", "a.ts", "--outfile", "b.ts", "--config", "c.toml"],
      request: { ...ACT, infile: "a.ts", outfile: "b.ts", config: "c.toml" },
      why: "files",
    },
    {
      args: ["--pane", "%3", "--paste"],
      request: { ...ACT, pane: "%3", paste: true },
      why: "the key of a pane",
    },
    {
      args: ["--popup-width", "100", "--popup-height=9%"],
      request: { ...ACT, popup: { width: "100", height: "9%" } },
      why: "another size",
    },
    {
      args: ["--action", "skip"],
      request: { type: "skip", infile: undefined, outfile: undefined },
      why: "a copy",
    },
    { args: ["--help", "--action", "x"], request: { type: "help" }, why: "help comes first" },
    { args: ["--version"], request: { type: "version" }, why: "the version" },
    {
      args: ["--screen", "/x", "k"],
      request: { type: "screen", address: "/x", key: "k" },
      why: "the popup",
    },
  ])("understands $args: $why", ({ args, request }, { expect }) => {
    expect(parseArguments(args)).toEqual(request);
  });

  it.for([
    { args: ["--dance"], part: "--dance" },
    { args: ["file"], part: "file" },
    { args: ["--paste"], part: "--pane" },
    { args: ["--popup-width", "0"], part: "--popup-width" },
    { args: ["--popup-height", "101%"], part: "--popup-height" },
    { args: ["--popup-height", "wide"], part: '"wide"' },
  ])("refuses $args", ({ args, part }, { expect }) => {
    expect(() => parseArguments(args)).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringContaining(part) }),
    );
  });

  it.for([
    { args: ["--pane", "%3", "--dance"], part: "--dance" },
    { args: ["--popup-width", "wide", "--pane=%3"], part: '"wide"' },
    { args: ["--dance", "--pane", "%3"], part: "--dance" },
    { args: ["--action", "--pane", "%3"], part: "--action" },
    { args: ["--pane", "%3", "--infile", "x"], part: "--pane takes no --infile or --outfile" },
  ])("knows where to say that it refuses $args", ({ args, part }, { expect }) => {
    expect(parseArguments(args)).toEqual({
      type: "usage-error",
      pane: "%3",
      error: expect.objectContaining({ exitCode: 2, message: expect.stringContaining(part) }),
    });
  });

  it("explains every flag that users have", ({ expect }) => {
    const flags = HELP.match(/--[a-z-]+/g);

    expect(new Set(flags)).toEqual(
      new Set([
        "--action",
        "--config",
        "--help",
        "--infile",
        "--man",
        "--outfile",
        "--pane",
        "--paste",
        "--popup-height",
        "--popup-width",
        "--version",
        "--yes",
      ]),
    );
  });
});

describe("the man page", () => {
  it("is what its tables say", async ({ expect }) => {
    const file = join(import.meta.dirname, "../man/hexai-tmux-action.1");

    await expect(formatManPage(MAN_PAGE)).toMatchFileSnapshot(file);
  });
});
