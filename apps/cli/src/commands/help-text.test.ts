import { describe, it } from "vitest";

import { CALLS } from "./calls.ts";
import { COMMANDS } from "./command-table.ts";
import { helpText } from "./help-text.ts";
import { ASK_OPTIONS, COMMON_OPTIONS } from "./option-table.ts";
import { parseArguments } from "./parse-arguments.ts";

const COMMAND_OF = new Map(
  COMMANDS.map(({ name }) => [name as string, new RegExp(`^${name}`, "u")]),
);
/** What somebody may put for a word of the usage. */
const EXAMPLES: readonly (readonly [RegExp, string])[] = [
  [/EDITOR/u, "helix"],
  [/PROVIDER/u, "ollama"],
  [/flags/u, "--config c"],
  [/prompt …/u, "why not"],
];

describe("helpText", () => {
  it.for([...ASK_OPTIONS, ...COMMANDS.flatMap(({ options }) => options), ...COMMON_OPTIONS])(
    "shows --$name",
    ({ name, short, value, help }, { expect }) => {
      const flag = `${short === undefined ? "    " : `-${short}, `}--${name}`;
      const shown = [flag, ...(value === undefined ? [] : [value])].join(" ");

      expect(helpText()).toMatch(
        new RegExp(`^  ${shown} {2,}${help.replaceAll(/[()]/gu, "\\$&")}$`, "mu"),
      );
    },
  );

  it.for(COMMANDS)(
    "says how hexai $name is called and what it does",
    ({ name, help, takes }, { expect }) => {
      expect(helpText()).toContain(`       hexai ${name} ${takes}\n`);
      expect(helpText()).toContain(`\nhexai ${name} ${help}`);
    },
  );

  it.for(CALLS.flatMap(readingsOf))("means what it says with: %s", (line, { expect }) => {
    const words = line.split(" ").slice(line.split(" ").indexOf("hexai") + 1);

    expect(parseArguments(words).type).toMatch(COMMAND_OF.get(words[0] ?? "") ?? /^ask$/u);
  });

  it("lines the explanations up", ({ expect }) => {
    const columns = [...helpText().matchAll(/^( +(?:-\w, )?--.*? {2,})\w/gmu)].map(
      ([, before]) => before?.length,
    );

    expect(columns.length).toBeGreaterThan(10);
    expect(new Set(columns).size).toBe(1);
  });

  it("fits into a terminal", ({ expect }) => {
    expect(
      Math.max(
        ...helpText()
          .split("\n")
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(100);
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
