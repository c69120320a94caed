import { describe, it } from "vitest";

import { fail, ok, warn } from "./finding.ts";
import { sectionText } from "./section-text.ts";

const SECTION = {
  title: "Disk",
  findings: [ok("it turns"), warn("it is loud", "oil it"), fail("it smokes", "run:\nfar away")],
};

describe("sectionText", () => {
  it("has a line for every finding, and below it what to do", ({ expect }) => {
    expect(sectionText(SECTION, false)).toMatchInlineSnapshot(`
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
    const colourful = sectionText(SECTION, true);

    expect(colourful).toContain("\u001b[1;31mFAIL");
    // oxlint-disable-next-line no-control-regex -- colours begin with one
    expect(colourful.replaceAll(/\u001b\[[\d;]*m/gu, "")).toBe(sectionText(SECTION, false));
  });
});
