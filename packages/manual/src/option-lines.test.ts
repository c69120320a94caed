import { describe, it } from "vitest";

import { optionLines } from "./option-lines.ts";

describe("optionLines", () => {
  it("puts the explanations below each other", ({ expect }) => {
    const rows = [
      { name: "model", short: "m", value: "NAME", help: "who answers" },
      { name: "json", help: "as JSON,\nwhole" },
    ];

    expect(optionLines(rows)).toMatchInlineSnapshot(`
      "  -m, --model NAME           who answers
            --json                 as JSON,
                                   whole"
    `);
  });
});
