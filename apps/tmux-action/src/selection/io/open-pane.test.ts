import { describe, it } from "vitest";

import { firstSentence } from "./open-pane.ts";

describe("firstSentence", () => {
  it.for([
    {
      message: "no provider is set up: set a key, as in:\n  export KEY=…\n  export OTHER=…",
      first: "no provider is set up: set a key",
      why: "examples follow",
    },
    {
      message: "/c:2: is wrong\n/c:3: is no",
      first: "/c:2: is wrong",
      why: "more mistakes follow",
    },
    { message: "it says: no:", first: "it says: no:", why: "nothing follows" },
  ])("is $first where $why", ({ message, first }, { expect }) => {
    expect(firstSentence(message)).toBe(first);
  });
});
