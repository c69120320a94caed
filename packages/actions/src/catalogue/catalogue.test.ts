import { describe, it } from "vitest";

import { actionOf, ACTIONS, catalogueOf } from "./catalogue.ts";

describe("the catalogue", () => {
  it("has no id and no hotkey twice", ({ expect }) => {
    expect(new Set(ACTIONS.map(({ id }) => id)).size).toBe(ACTIONS.length);
    expect(new Set(ACTIONS.map(({ hotkey }) => hotkey)).size).toBe(ACTIONS.length);
  });

  it("leaves the keys of movement, of skip and of the user's own actions to the menu", ({
    expect,
  }) => {
    expect(ACTIONS.map(({ hotkey }) => hotkey)).toEqual(["r", "d", "c", "i", "f", "t", "p"]);
  });

  it("shows the model the selection, and whatever else the action needs", ({ expect }) => {
    for (const { prompt, needs } of ACTIONS) {
      const isInstructed = needs === "instruction" || needs === "prompt";
      expect(prompt.user).toContain("{{selection}}");
      expect(prompt.user.includes("{{instruction}}")).toBe(isInstructed);
      expect(prompt.user.includes("{{diagnostics}}")).toBe(needs === "diagnostics");
    }
  });
});

describe("catalogueOf", () => {
  it("is the built-in one when nothing is set", ({ expect }) => {
    expect(catalogueOf({})).toEqual(ACTIONS);
  });

  it.for(ACTIONS.map(({ id }) => id))("puts the user's texts for %s in place", (id, { expect }) => {
    const catalogue = catalogueOf({ [`${id}_system`]: "", [`${id}_user`]: "mine" });

    expect(actionOf(id, catalogue)?.prompt).toEqual({ system: "", user: "mine" });
    expect(catalogue.filter((action) => action.id !== id)).toEqual(
      ACTIONS.filter((action) => action.id !== id),
    );
  });

  it("ends with the user's own actions", ({ expect }) => {
    const catalogue = catalogueOf({
      custom: [
        { ...CUSTOM, id: "one", scope: "selection", hotkey: "o", instruction: "Do it." },
        { ...CUSTOM, id: "two", scope: "diagnostics", user: "{{diagnostics}}", system: "" },
      ],
    });

    expect(catalogue.slice(ACTIONS.length)).toMatchObject([
      {
        ...CUSTOM,
        id: "one",
        needs: "selection",
        result: "replacement",
        hotkey: "o",
        isCustom: true,
        instruction: "Do it.",
      },
      { id: "two", needs: "diagnostics", prompt: { system: "", user: "{{diagnostics}}" } },
    ]);
    expect(catalogue.at(-1)).not.toHaveProperty("hotkey");
  });
});

describe("actionOf", () => {
  it("finds an action by its id", ({ expect }) => {
    expect(actionOf("simplify")?.title).toBe("Simplify and improve");
  });

  it("finds an action of the user's", ({ expect }) => {
    const custom = [{ ...CUSTOM, id: "one", scope: "selection", instruction: "Do it." } as const];

    expect(actionOf("one", catalogueOf({ custom }))?.title).toBe("Mine");
  });

  it("knows no other names", ({ expect }) => {
    expect(actionOf("toString")).toBeUndefined();
  });
});

const CUSTOM = { title: "Mine", kind: "refactor.mine" };
