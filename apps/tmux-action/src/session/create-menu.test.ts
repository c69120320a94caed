import { catalogueOf } from "@hexai/actions";
import { defaultConfig } from "@hexai/config";
import { describe, it } from "vitest";

import { createMenu } from "./create-menu.ts";

const CONFIG = defaultConfig();
const CUSTOM = {
  id: "handle-errors",
  title: "Handle errors",
  kind: "refactor",
  scope: "selection",
  hotkey: "h",
  instruction: "Handle every error.",
} as const;
const EXPLAIN = { ...CUSTOM, id: "explain", hotkey: "e", scope: "diagnostics" } as const;
const REPORT = "Diagnostics:\n- x is unused\n\nlet x;\n";

describe("createMenu", () => {
  it("has every action with the keys of the manual", ({ expect }) => {
    const { items, customItems } = createMenu(CONFIG, catalogueOf({}), "x");

    expect(items.map(({ id, hotkey }) => `${hotkey} ${id}`)).toEqual([
      "r rewrite",
      "c document",
      "i simplify",
      "f fix_typos",
      "t unit_test",
      "p custom_prompt",
      "s skip",
    ]);
    expect(customItems).toEqual([]);
  });

  it("resolves diagnostics when there are some", ({ expect }) => {
    const { items, customItems } = createMenu(
      CONFIG,
      catalogueOf({ custom: [CUSTOM, EXPLAIN] }),
      REPORT,
    );

    expect(items.map(({ hotkey }) => hotkey).join("")).toBe("rdciftpas");
    expect(customItems.map(({ id }) => id)).toEqual(["handle-errors", "explain"]);
    expect(createMenu(CONFIG, catalogueOf({ custom: [EXPLAIN] }), "x").customItems).toEqual([]);
  });

  it("asks for an instruction that is not in the selection", ({ expect }) => {
    const [without, within] = ["x", ">!shout>\nx"].map((text) =>
      createMenu(CONFIG, catalogueOf({}), text)
        .items.filter(({ wantsPrompt }) => wantsPrompt)
        .map(({ id }) => id),
    );

    expect(without).toEqual(["rewrite", "custom_prompt"]);
    expect(within).toEqual([]);
  });

  it("has the configured lines, with their titles and keys and no others", ({ expect }) => {
    const menu = [
      { kind: "fix_typos", title: "Spell", hotkey: "z" },
      { kind: "simplify" },
      { kind: "custom", custom_id: "handle-errors", hotkey: "h" },
      { kind: "diagnostics", hotkey: "d" },
      { kind: "skip", hotkey: "x" },
    ];

    const { items } = createMenu(
      { tmux: { custom_menu_hotkey: "u" }, tmux_action: { menu } },
      catalogueOf({ custom: [CUSTOM] }),
      "x",
    );

    expect(items.map(({ title, hotkey, does }) => [title, hotkey, does])).toEqual([
      ["Spell", "z", "act"],
      ["Simplify and improve", undefined, "act"],
      ["Handle errors", "h", "act"],
      ["Skip", "x", "skip"],
      ["Custom actions", "u", "open-custom"],
    ]);
  });
});
