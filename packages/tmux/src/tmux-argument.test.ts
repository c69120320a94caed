import { describe, it } from "vitest";

import { tmuxArgument } from "./tmux-argument.ts";

describe("tmuxArgument", () => {
  it.for([
    { text: "plain", argument: "plain", why: "nothing special" },
    { text: "a;b", argument: "a;b", why: "a semicolon in the middle is only that" },
    { text: "a;", argument: "a\\;", why: "at the end it would end the command" },
    { text: ";", argument: "\\;", why: "and nothing else" },
    { text: "a;;", argument: "a;\\;", why: "the last one counts" },
    { text: "a\\;", argument: "a\\\\;", why: "tmux takes one backslash away" },
    { text: "a;\n", argument: "a;\n", why: "not at the end" },
    { text: "a\0b", argument: "ab", why: "no argument holds a NUL" },
    { text: "a;\0", argument: "a\\;", why: "at the end of what is left" },
  ])("writes $text as $argument: $why", ({ text, argument }, { expect }) => {
    expect(tmuxArgument(text)).toBe(argument);
  });
});
