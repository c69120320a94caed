import { describe, it } from "vitest";

import { parseTmuxColor } from "./parse-tmux-color.ts";

describe("parseTmuxColor", () => {
  it.for([
    { value: "red", color: "red" },
    { value: " BrightRed ", color: "brightred" },
    { value: "default", color: "default" },
    { value: "terminal", color: "terminal" },
    { value: "colour0", color: "colour0" },
    { value: "color255", color: "color255" },
    { value: "#DD00ff", color: "#dd00ff" },
  ])("takes $value", ({ value, color }, { expect }) => {
    expect(parseTmuxColor(value)).toBe(color);
  });

  it.for([
    undefined,
    "",
    "  ",
    "reddish",
    "brightdefault",
    "colour256",
    "colour-1",
    "colour",
    "#fff",
    "#gggggg",
    "#(touch x)",
    "red]#(touch x)",
    "red,bold",
    "red\n",
    "constructor",
  ])("refuses %j unless trimming mends it", (value, { expect }) => {
    expect(parseTmuxColor(value)).toBe(value?.trim() === "red" ? "red" : undefined);
  });
});
