import { allOptions, offeredOptions } from "@hexai/command-line";
import { describe, it } from "vitest";

import { HEXAI } from "../commands/index.ts";
import { formatHelp, usageLines } from "./help-text.ts";
import { parseArguments } from "./parse-arguments.ts";

const { commands: COMMANDS } = HEXAI;
const HELP = formatHelp(HEXAI, undefined);
const SHOWN_OPTIONS = allOptions(HEXAI).filter(({ isHidden }) => isHidden !== true);
/** What somebody may put for a word of the usage. */
const EXAMPLES: readonly (readonly [RegExp, string])[] = [
  [/EDITOR/u, "helix"],
  [/\bID\b/u, "20261129-160102-x"],
  [/PROVIDER/u, "ollama"],
  [/flags/u, "--config c"],
  [/prompt …/u, "why not"],
];

describe("formatHelp", () => {
  it.for(SHOWN_OPTIONS)("shows --$name", ({ name, short, value, help }, { expect }) => {
    const flag = `${short === undefined ? "    " : `-${short}, `}--${name}`;
    const shown = [flag, ...(value === undefined ? [] : [value])].join(" ");

    expect(HELP).toMatch(new RegExp(`^  ${shown} {2,}${help.replaceAll(/[()]/gu, "\\$&")}$`, "mu"));
  });

  it.for(COMMANDS)(
    "says how hexai $name is called and what it does",
    ({ name, help, synopsis }, { expect }) => {
      expect(HELP).toContain(`       hexai ${name} ${synopsis}\n`);
      expect(HELP).toContain(`\nhexai ${name} ${help}`);
    },
  );

  it.for(usageLines(HEXAI).flatMap(readingsOf))(
    "means what it says with: %s",
    (line, { expect }) => {
      const words = line.split(" ").slice(line.split(" ").indexOf("hexai") + 1);

      const name = COMMANDS.some((command) => command.name === words[0]) ? words[0] : "ask";

      expect(parseArguments(HEXAI, words)).toMatchObject({ type: "run", command: { name } });
    },
  );

  it.for(COMMANDS)("shows the options of hexai $name alone", (command, { expect }) => {
    const help = formatHelp(HEXAI, command);

    expect(help).toContain(`Usage: hexai ${command.name} ${command.synopsis}\n`);
    expect(help.match(/^ +(?:-\w, )?--[\w-]+/gmu)?.map((flag) => flag.split("--")[1])).toEqual(
      [...offeredOptions(HEXAI, command), ...HEXAI.commonOptions]
        .filter(({ isHidden }) => isHidden !== true)
        .map(({ name }) => name),
    );
  });

  it("lines the explanations up", ({ expect }) => {
    const columns = [...HELP.matchAll(/^( +(?:-\w, )?--.*? {2,})\w/gmu)].map(
      ([, before]) => before?.length,
    );

    expect(columns.length).toBeGreaterThan(10);
    expect(new Set(columns).size).toBe(1);
  });

  it("fits into a terminal", ({ expect }) => {
    expect(Math.max(...HELP.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });
});

/** Every command line that a line of the usage allows: with and without what is in brackets, with each of several words. */
function readingsOf(call: string): readonly string[] {
  const [whole, open, inside] = /([[{])([^[\]{}]*)[\]}]/u.exec(call) ?? [];
  if (whole === undefined) {
    const line = EXAMPLES.reduce((text, [word, example]) => text.replace(word, example), call);
    return [line.replaceAll(/ +/gu, " ").trim()];
  }
  const choices = [...(inside?.split(" | ") ?? []), ...(open === "[" ? [""] : [])];
  return choices.flatMap((choice) => readingsOf(call.replace(whole, choice)));
}
