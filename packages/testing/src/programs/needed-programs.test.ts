import { describe, it } from "vitest";

import { installLine, NEEDED_PROGRAMS, skippedByProgram } from "./needed-programs.ts";

describe("installLine", () => {
  it.for([
    { manager: "apt-get", line: "sudo apt-get install neovim groff-base" },
    { manager: "dnf", line: "sudo dnf install neovim groff-base" },
    { manager: "pacman", line: "sudo pacman -S --needed neovim groff" },
    { manager: "brew", line: "brew install neovim groff" },
  ] as const)("names the packages of $manager", ({ manager, line }, { expect }) => {
    expect(installLine(manager, ["groff", "nvim"], false)).toBe(line);
  });

  it("needs no sudo as root", ({ expect }) => {
    expect(installLine("apt-get", ["tmux"], true)).toBe("apt-get install tmux");
  });
});

describe("skippedByProgram", () => {
  it("counts a test that needs two missing programs for both, in the order of the table", ({
    expect,
  }) => {
    const costs = skippedByProgram([
      "needs fish",
      "needs tmux, fish",
      "needs tmux",
      "skipped for another reason",
      undefined,
    ]);

    expect([...costs]).toEqual([
      ["tmux", 2],
      ["fish", 2],
    ]);
    expect([...costs.keys()].every((name) => NEEDED_PROGRAMS.includes(name))).toBe(true);
  });
});
