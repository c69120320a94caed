import * as fc from "fast-check";
import { describe, it } from "vitest";

import { drawnText } from "./testing/drawn-text.ts";
import { tmuxLiteral } from "./tmux-literal.ts";

describe("tmuxLiteral", () => {
  it.for([
    { text: "Σ@1h reqs=1", markup: "Σ@1h reqs=1", why: "nothing special" },
    { text: "#(touch x)", markup: "###[](touch x)", why: "a command" },
    { text: "#{pane_id}", markup: "###[]{pane_id}", why: "a variable" },
    { text: "#[fg=red]", markup: "###[][fg=red]", why: "a style" },
    { text: "#S", markup: "###[]S", why: "a short variable" },
    { text: "##", markup: "###[]###[]", why: "two in a row" },
    { text: "a#", markup: "a###[]", why: "a trailing one, whatever comes behind it" },
    { text: "%H", markup: "%#[]H", why: "a conversion of strftime" },
    { text: "%%", markup: "%#[]%#[]", why: "strftime's own escape" },
    { text: "%#[]", markup: "%#[]###[][]", why: "markup of ours in a name" },
    {
      text: "a,b}\\;$\"'",
      markup: "a,b}\\;$\"'",
      why: "special only inside of #{…} or to a shell",
    },
  ])("writes $text as $markup: $why", ({ text, markup }, { expect }) => {
    expect(tmuxLiteral(text)).toBe(markup);
  });

  it("leaves nothing to expand, to run or to convert, and is drawn as it was", ({ expect }) => {
    const hostile = fc.string({ unit: fc.constantFrom(...Array.from("#%()[]{}@,;:HS ab日")) });
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: "grapheme" })), (text) => {
        const markup = tmuxLiteral(text);

        expect(markup.replaceAll("###[]", "").replaceAll("%#[]", "")).not.toMatch(/[#%]/);
        expect(drawnText(markup)).toBe(text);
      }),
    );
  });
});
