import { describe, it } from "vitest";

import { tmuxFactsOf } from "./tmux-facts.ts";

describe("tmuxFactsOf", () => {
  it("reads what a client and a selection make", ({ expect }) => {
    expect(tmuxFactsOf("200 50 2 1 1\n")).toEqual({
      columns: 200,
      rows: 50,
      clients: 2,
      hasSelection: true,
      isInMode: true,
    });
  });

  it("takes what is missing without a client for nothing", ({ expect }) => {
    expect(tmuxFactsOf("  0 0 0\n")).toMatchObject({ columns: 0, rows: 0, clients: 0 });
  });

  it.for(["", "200 50", "no server"])("does not believe %j", (output, { expect }) => {
    expect(tmuxFactsOf(output)).toBeUndefined();
  });
});
