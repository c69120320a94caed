import { describe, it } from "vitest";

import { COMMANDS } from "./command-table.ts";
import { helpText } from "./help-text.ts";
import { ASK_OPTIONS, COMMON_OPTIONS } from "./option-table.ts";

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
    ({ name, help, words }, { expect }) => {
      const call = [`hexai ${name}`, ...(words.length === 0 ? [] : [`[${words.join(" | ")}]`])];

      expect(helpText()).toContain(`       ${call.join(" ")}`);
      expect(helpText()).toContain(`\nhexai ${name} ${help}`);
    },
  );

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
