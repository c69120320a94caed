import { describe, it } from "vitest";

import { withTable } from "./with-table.ts";

const PAGE = `# Page

| kept | 1 |
| ---- | - |

## One

Prose.

| old | 1 |
| --- | - |
| a   | b |

More prose.

| kept | 2 |

## Two

Nothing.
`;

describe("withTable", () => {
  it("replaces the first table of the section, and nothing else", ({ expect }) => {
    const rows = [
      ["new", "$1"],
      ["c", "d"],
    ];

    expect(withTable(PAGE, "One", rows)).toBe(
      PAGE.replace(
        "| old | 1 |\n| --- | - |\n| a   | b |",
        () => "| new | $1  |\n| --- | --- |\n| c   | d   |",
      ),
    );
  });

  it.for(["Two", "Three"])("refuses where there is no table: %s", (heading, { expect }) => {
    expect(() => withTable(PAGE, heading, [])).toThrow(`There is no table under "${heading}"`);
  });
});
