import { describe, it } from "vitest";

import { formatOptions } from "./format-options.ts";

describe("formatOptions", () => {
  it("puts the explanations below each other", ({ expect }) => {
    const options = [
      { name: "model", short: "m", value: "NAME", help: "who answers" },
      { name: "json", help: "as JSON,\nwhole" },
    ];

    expect(formatOptions(options)).toMatchInlineSnapshot(`
      "  -m, --model NAME           who answers
            --json                 as JSON,
                                   whole"
    `);
  });
});
