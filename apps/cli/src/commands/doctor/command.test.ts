import type { ParsedFlags } from "@hexai/command-line";
import { describe, it } from "vitest";

import { DOCTOR } from "./command.ts";

describe("hexai doctor", () => {
  it.for([
    { words: [], flags: [], request: { type: "checkup", format: "text", isOffline: false } },
    {
      words: [],
      flags: ["json", "offline"],
      request: { type: "checkup", format: "json", isOffline: true },
    },
    { words: [], flags: ["snippets"], request: { type: "snippets", editors: DOCTOR.words } },
    {
      words: ["tmux"],
      flags: ["snippets"],
      request: { type: "snippets", editors: ["tmux"] },
    },
  ])("understands $words with $flags", ({ words, flags, request }, { expect }) => {
    const given = flagsOf(flags);

    expect(DOCTOR.parse(words, given)).toEqual(request);
  });

  it.for([
    { words: ["tmux"], flags: [], message: "tmux goes with --snippets" },
    { words: ["me"], flags: [], message: "for a prompt write: hexai -- doctor me" },
    { words: ["tmux", "emacs"], flags: ["snippets"], message: "takes one of helix, neovim" },
    { words: [], flags: ["snippets", "offline"], message: "--offline does not go with" },
  ])("refuses $words with $flags", ({ words, flags, message }, { expect }) => {
    const given = flagsOf(flags);

    expect(() => DOCTOR.parse(words, given)).toThrow(message);
  });
});

function flagsOf(names: readonly string[]): ParsedFlags {
  return {
    has: (name) => names.includes(name),
    get: (name) => (names.includes(name) ? "" : undefined),
    getAll: (name) => names.filter((given) => given === name).map(() => ""),
  };
}
