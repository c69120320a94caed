import { describe, it } from "vitest";

import { markdownTable } from "./markdown-table.ts";

describe("markdownTable", () => {
  it("aligns its columns", ({ expect }) => {
    const rows = [
      ["fault", ""],
      ["EIO once", "247"],
      ["Σ", "12345"],
    ];

    expect(markdownTable(rows)).toBe(
      [
        "| fault    |       |",
        "| -------- | ----- |",
        "| EIO once | 247   |",
        "| Σ        | 12345 |",
      ].join("\n"),
    );
  });
});
