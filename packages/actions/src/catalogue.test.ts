import { describe, it } from "vitest";

import { actionOf, ACTIONS } from "./catalogue.ts";

describe("the catalogue", () => {
  it("has no id and no hotkey twice", ({ expect }) => {
    expect(new Set(ACTIONS.map(({ id }) => id)).size).toBe(ACTIONS.length);
    expect(new Set(ACTIONS.map(({ hotkey }) => hotkey)).size).toBe(ACTIONS.length);
  });

  it("leaves the keys of movement to the menu", ({ expect }) => {
    expect(ACTIONS.map(({ hotkey }) => hotkey)).toEqual(["r", "i"]);
  });

  it("shows the selection to the model, and the instruction where one is needed", ({ expect }) => {
    for (const { prompt, needs } of ACTIONS) {
      expect(prompt.user).toContain("{{selection}}");
      expect(prompt.user.includes("{{instruction}}")).toBe(needs === "instruction");
    }
  });
});

describe("actionOf", () => {
  it("finds an action by its id", ({ expect }) => {
    expect(actionOf("simplify")?.title).toBe("Simplify and improve");
  });

  it("knows no other names", ({ expect }) => {
    expect(actionOf("toString")).toBeUndefined();
  });
});
