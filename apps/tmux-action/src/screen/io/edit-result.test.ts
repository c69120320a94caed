import { describe, it } from "vitest";

import { restoreFinalNewline } from "./edit-result.ts";

describe("restoreFinalNewline", () => {
  it.for([
    { before: "a", edited: "b\n", text: "b", why: "the editor's line break goes" },
    { before: "a", edited: "b\r\n", text: "b", why: "so does that of Windows" },
    { before: "a", edited: "b\n\n", text: "b\n", why: "no more than one" },
    { before: "a", edited: "b", text: "b", why: "there is none" },
    { before: "a\n", edited: "b\n", text: "b\n", why: "it was there before" },
    { before: "a\n", edited: "b", text: "b", why: "the user has taken it away" },
  ])("makes $text of $edited where $before was: $why", ({ before, edited, text }, { expect }) => {
    expect(restoreFinalNewline(before, edited)).toBe(text);
  });
});
