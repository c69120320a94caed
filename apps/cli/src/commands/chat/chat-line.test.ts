import { describe, it } from "vitest";

import { parseChatLine } from "./chat-line.ts";

describe("parseChatLine", () => {
  it.for([
    { text: "/help", line: { type: "help" } },
    { text: " /retry ", line: { type: "retry" } },
    { text: "/undo", line: { type: "undo" } },
    { text: "/file a b.md ", line: { type: "file", path: "a b.md" } },
    { text: "/file 'a b.md'", line: { type: "file", path: "a b.md" } },
    { text: "/file", line: { type: "file", path: "" } },
    { text: "", line: { type: "nothing" } },
    { text: " \n ", line: { type: "nothing" } },
  ])("takes $text for a command", ({ text, line }, { expect }) => {
    expect(parseChatLine(text)).toEqual(line);
  });

  it.for([
    "/etc/hosts what is this",
    "/undo my last commit",
    "/helpme",
    "/files",
    "/file a\nwhat is it",
    "/",
    "//",
    "help",
    "/help\n/undo",
    "  indented\n\tcode\n",
  ])("takes %j for a question, and leaves it as it is", (text, { expect }) => {
    expect(parseChatLine(text)).toEqual({ type: "question", text });
  });
});
