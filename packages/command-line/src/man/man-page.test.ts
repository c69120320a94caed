import { spawnSync } from "node:child_process";

import { needs } from "@hexai/testing";
import { describe, it } from "vitest";

import { formatManPage, type ManPage } from "./man-page.ts";

const PAGE: ManPage = {
  name: "tool",
  section: 1,
  summary: "does it",
  synopsis: ["tool [flags] FILE"],
  parts: [
    {
      title: "DESCRIPTION",
      blocks: [
        { type: "text", text: "It's Σ ↑ -x `a` ^ ~ \\n \\fBx\n.br is no macro\n'nor this" },
        { type: "heading", text: "More" },
        { type: "options", options: [{ name: "model", short: "m", value: "NAME", help: "who" }] },
        { type: "terms", terms: [{ name: "a-b", text: "one\n.two" }] },
        { type: "code", text: 'set -g x "#{@y}"\n.z' },
      ],
    },
  ],
  seeAlso: ["other(1)", "tool-config(5)"],
};

describe("formatManPage", () => {
  it("is ASCII", ({ expect }) => {
    expect(formatManPage(PAGE)).toMatch(/^[\n\u0020-\u007e]*$/u);
  });

  it("shows every text as it is", ({ expect }) => {
    const shown = drawn(formatManPage(PAGE));

    for (const text of [
      "tool - does it",
      "tool [flags] FILE",
      "It's Σ ↑ -x `a` ^ ~ \\n \\fBx .br is no macro 'nor this",
      "-m, --model NAME who",
      "a-b one .two",
      'set -g x "#{@y}" .z',
      "other(1), tool-config(5)",
    ]) {
      expect(shown).toContain(text);
    }
  });

  it("gives roff nothing to complain about", ({ expect }) => {
    expect(groff(formatManPage(PAGE)).stderr).toBe("");
  });
});

function groff(source: string) {
  needs("groff");
  const args = ["-man", "-Tutf8", "-ww", "-P-cbou"];
  return spawnSync("groff", args, { input: source, encoding: "utf8" });
}

/** What `man` draws, as one line. */
function drawn(source: string): string {
  return groff(source).stdout.replaceAll(/\s+/gu, " ");
}
