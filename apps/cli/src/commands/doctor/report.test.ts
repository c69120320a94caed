import { describe, it } from "vitest";

import { fail, ok, warn } from "./check.ts";
import { formatSection, formatSummary } from "./report.ts";

const SECTION = {
  title: "Disk",
  findings: [ok("it turns"), warn("it is loud", "oil it"), fail("it smokes", "run:\nfar away")],
};

describe("formatSection", () => {
  it("has a line for every finding, and below it what to do", ({ expect }) => {
    expect(formatSection(SECTION, false)).toMatchInlineSnapshot(`
      "Disk
        ok    it turns
        warn  it is loud
              → oil it
        FAIL  it smokes
              → run:
                far away
      "
    `);
  });

  it("colours the marks, and says them in words all the same", ({ expect }) => {
    const colourful = formatSection(SECTION, true);

    expect(colourful).toContain("\u001b[1;31mFAIL");
    // oxlint-disable-next-line no-control-regex -- colours begin with one
    expect(colourful.replaceAll(/\u001b\[[\d;]*m/gu, "")).toBe(formatSection(SECTION, false));
  });
});

describe("formatSummary", () => {
  it.for([
    { problems: 0, warnings: 0, line: "No problems." },
    { problems: 1, warnings: 0, line: "1 problem." },
    { problems: 0, warnings: 2, line: "2 warnings." },
    { problems: 13, warnings: 1, line: "13 problems, 1 warning." },
  ])("counts $problems and $warnings: $line", ({ problems, warnings, line }, { expect }) => {
    const findings = [
      ok("it turns"),
      ...Array.from({ length: problems }, () => fail("it smokes", "run")),
      ...Array.from({ length: warnings }, () => warn("it is loud", "oil it")),
    ];

    expect(formatSummary([{ title: "Disk", findings }])).toBe(line);
  });
});
