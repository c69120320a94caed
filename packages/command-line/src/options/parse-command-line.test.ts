import { describe, it } from "vitest";

import { parseCommandLine } from "./parse-command-line.ts";
import { allOptions, type Program } from "./program.ts";

const LIST = {
  name: "list",
  help: "lists them",
  synopsis: "[flags]",
  words: [],
  options: [{ name: "all", short: "a", help: "all" }],
};

const PROGRAM: Program = {
  name: "tool",
  words: "a name",
  options: [
    { name: "model", short: "m", value: "NAME", help: "who" },
    { name: "system", value: "TEXT", help: "what" },
    { name: "file", short: "f", value: "PATH", help: "which", isRepeatable: true },
    { name: "quiet", short: "q", help: "no words" },
    { name: "7", help: "", isHidden: true },
  ],
  commands: [LIST],
  commonOptions: [{ name: "help", short: "h", help: "this" }],
};

const { words: _, ...WORDLESS } = PROGRAM;

describe("parseCommandLine", () => {
  it.for([
    { args: [], command: undefined, words: [], flags: {}, why: "nothing" },
    {
      args: ["a", "-q", "b", "--model=x"],
      command: undefined,
      words: ["a", "b"],
      flags: { quiet: "", model: "x" },
      why: "flags anywhere",
    },
    { args: ["-qm", "x"], command: undefined, words: [], flags: { quiet: "", model: "x" } },
    { args: ["-m", "x", "-my"], command: undefined, words: [], flags: { model: "y" } },
    { args: ["--system", ""], command: undefined, words: [], flags: { system: "" } },
    { args: ["-7q"], command: undefined, words: [], flags: { "7": "", quiet: "" } },
    { args: ["list", "-a", "-h"], command: LIST, words: [], flags: { all: "", help: "" } },
    { args: ["--all", "list", "x"], command: LIST, words: ["x"], flags: { all: "" } },
    { args: ["x", "list"], command: undefined, words: ["x", "list"], flags: {} },
    { args: ["--", "list", "-q"], command: undefined, words: ["list", "-q"], flags: {} },
    { args: ["-f", "-", "x"], command: undefined, words: ["x"], flags: { file: "-" } },
    { args: ["-m", "list", "x"], command: undefined, words: ["x"], flags: { model: "list" } },
  ])("understands $args", ({ args, command, words, flags }, { expect }) => {
    const parsed = parseCommandLine(PROGRAM, args);

    expect(parsed).toMatchObject({ ok: true, command, words });
    expect(valuesIn(parsed)).toEqual(flags);
  });

  it("has all values of a flag that is repeated, in their order", ({ expect }) => {
    const parsed = parseCommandLine(PROGRAM, ["-f", "b", "--file=a", "x", "-f", "b"]);

    expect(parsed.ok && parsed.flags.getAll("file")).toEqual(["b", "a", "b"]);
    expect(parsed.ok && parsed.flags.getAll("model")).toEqual([]);
  });

  it.for([
    { args: ["--foo"], message: "there is no flag --foo; put -- before a name that begins with a" },
    { args: ["-x"], message: "there is no flag -x; put -- before a name" },
    { args: ["--constructor"], message: "there is no flag --constructor" },
    {
      args: ["list", "-q"],
      message: "tool list takes no -q; for a name write: tool -q -- list",
    },
    {
      args: ["-m", "a b", "list", "them", "-q", "it's"],
      message: "tool list takes no -m; for a name write: tool -m 'a b' -q -- list them 'it'\\''s'",
    },
    { args: ["--all"], message: "there is no flag --all" },
    { args: ["--quiet=no"], message: "--quiet takes no value" },
    { args: ["-m"], message: "-m needs a value: -m NAME" },
    { args: ["--model="], message: "--model needs a value: --model NAME" },
    { args: ["-m", "-q"], message: "-m needs a value; write --model=-q if this is it" },
  ])("says what is wrong with $args", ({ args, message }, { expect }) => {
    expect(parseCommandLine(PROGRAM, args)).toMatchObject({
      ok: false,
      message: expect.stringContaining(message),
    });
  });

  it.for([
    { args: ["--foo"], message: "there is no flag --foo" },
    { args: ["name"], message: 'there is nothing to do with "name"' },
  ])("needs no hint for $args where there are no words", ({ args, message }, { expect }) => {
    expect(parseCommandLine(WORDLESS, args)).toEqual({ ok: false, command: undefined, message });
  });

  it("names the command of a wrong command line", ({ expect }) => {
    expect(parseCommandLine(PROGRAM, ["list", "--foo"])).toMatchObject({ command: LIST });
  });
});

function valuesIn(parsed: ReturnType<typeof parseCommandLine>): Record<string, string | undefined> {
  const names = allOptions(PROGRAM).map(({ name }) => name);
  return Object.fromEntries(
    names.flatMap((name) =>
      parsed.ok && parsed.flags.has(name) ? [[name, parsed.flags.get(name)]] : [],
    ),
  );
}
