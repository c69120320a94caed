import { describe, it } from "vitest";

import { formatStyle } from "./format-style.ts";

describe("formatStyle", () => {
  it.for([
    { theme: "white-on-purple", style: "fg=white,bg=colour55" },
    { theme: "purple", style: "fg=white,bg=colour55" },
    { theme: "wp", style: "fg=white,bg=colour55" },
    { theme: "black-on-yellow", style: "fg=black,bg=yellow" },
    { theme: "yellow", style: "fg=black,bg=yellow" },
    { theme: "by", style: "fg=black,bg=yellow" },
    { theme: "white-on-blue", style: "fg=white,bg=blue" },
    { theme: "blue", style: "fg=white,bg=blue" },
    { theme: "wb", style: "fg=white,bg=blue" },
    { theme: " White-On-Blue ", style: "fg=white,bg=blue" },
    { theme: "no-such-theme", style: "" },
    { theme: "__proto__", style: "" },
    { theme: "", style: "" },
    { theme: undefined, style: "" },
  ])("paints the theme $theme with $style", ({ theme, style }, { expect }) => {
    expect(formatStyle({ theme })).toBe(style);
  });

  it.for([
    { options: { fg: "red" }, style: "fg=red", why: "one colour" },
    { options: { bg: "#00FF00" }, style: "bg=#00ff00", why: "the other one" },
    { options: { fg: "red", bg: "default" }, style: "fg=red,bg=default", why: "both" },
    { options: { theme: "wb", fg: "red" }, style: "fg=red,bg=blue", why: "fg wins" },
    { options: { theme: "wb", bg: "colour9" }, style: "fg=white,bg=colour9", why: "bg wins" },
    {
      options: { theme: "wb", fg: "x]#(y)" },
      style: "fg=white,bg=blue",
      why: "no colour, ignored",
    },
    { options: { fg: "x]#(y)", bg: "" }, style: "", why: "neither is a colour" },
  ])("paints with $style: $why", ({ options, style }, { expect }) => {
    expect(formatStyle(options)).toBe(style);
  });
});
