import { describe, it } from "vitest";

import type { MenuItem } from "../popup/messages.ts";
import type { Key } from "./key.ts";
import { firstMenuState, type MenuState, nextMenuState, shownItems } from "./menu-state.ts";

const MENU = {
  items: [
    item({ id: "rewrite", title: "Rewrite selection", hotkey: "r" }),
    item({ id: "simplify", title: "Simplify", hotkey: "i" }),
    item({ id: "custom", title: "Custom actions", hotkey: "a", does: "open-custom" }),
    item({ id: "skip", title: "Skip", hotkey: "s", does: "skip" }),
  ],
  customItems: [
    item({ id: "errors", title: "Handle errors", hotkey: "h" }),
    item({ id: "shout", title: "Shout", hotkey: "s" }),
  ],
};

describe("nextMenuState", () => {
  it.for([
    { keys: "r", chosen: "rewrite", why: "a hotkey" },
    { keys: "j⏎", chosen: "simplify", why: "one down" },
    { keys: "↓⏎", chosen: "simplify", why: "an arrow" },
    { keys: "jk⏎", chosen: "rewrite", why: "down and up" },
    { keys: "Ggj⏎", chosen: "simplify", why: "to the end and to the beginning" },
    { keys: "jjjj⏎", chosen: "rewrite", why: "around the end" },
    { keys: "a⏎", chosen: "errors", why: "the menu of custom actions" },
    { keys: "as", chosen: "shout", why: "a hotkey of that menu" },
    { keys: "k⎋k k k", chosen: undefined, why: "Esc leaves" },
    { keys: "/simp⏎", chosen: "simplify", why: "a filter" },
    { keys: "/i", chosen: undefined, why: "a hotkey is text in a filter" },
    { keys: "/HANDLE⏎", chosen: "errors", why: "a filter finds custom actions, in any case" },
    { keys: "/nothing⏎", chosen: undefined, why: "nothing is found" },
    { keys: "/shoutx⌫⏎", chosen: "shout", why: "a filter is mended" },
    { keys: "/rew⎋i", chosen: "simplify", why: "Esc ends the filter" },
    { keys: "a⎋i", chosen: "simplify", why: "Esc leaves the custom actions" },
    { keys: "a⎋⏎⏎", chosen: "errors", why: "Esc comes back to where it was" },
    { keys: "x", chosen: undefined, why: "no such key" },
  ])("chooses $chosen by $keys: $why", ({ keys, chosen }, { expect }) => {
    expect(press(keys).chosen).toBe(chosen);
  });

  it.for(["⎋", "q", "^", "s", "G⏎", "a⎋⎋", "/x⎋⎋"])("runs nothing after %s", (keys, { expect }) => {
    expect(press(keys)).toMatchObject({ isLeft: true, chosen: undefined });
  });

  it("does not leave the menu with Esc out of the custom actions or a filter", ({ expect }) => {
    expect(press("a⎋").isLeft).toBe(false);
    expect(press("/x⎋").isLeft).toBe(false);
  });

  it("lets a configured hotkey be a key of movement elsewhere", ({ expect }) => {
    const menu = { items: [item({ id: "one", hotkey: "q" })], customItems: [] };

    expect(nextMenuState(firstMenuState(menu), { type: "text", text: "q" })).toMatchObject({
      type: "chosen",
      item: { id: "one" },
    });
  });
});

describe("shownItems", () => {
  it("keeps the main menu to its own lines until there is a filter", ({ expect }) => {
    const menu = firstMenuState(MENU);

    expect(shownItems(menu).map(({ id }) => id)).toEqual(["rewrite", "simplify", "custom", "skip"]);
    expect(shownItems({ ...menu, filter: "s" })).toHaveLength(6);
  });
});

const SYMBOLS: Readonly<Record<string, Key>> = {
  "⏎": { type: "enter" },
  "⎋": { type: "escape" },
  "↓": { type: "down" },
  "⌫": { type: "backspace" },
  "^": { type: "interrupt" },
};

/** Presses keys until something is chosen or the menu is left. */
function press(keys: string): { chosen: string | undefined; isLeft: boolean } {
  let state: MenuState = firstMenuState(MENU);
  for (const character of keys) {
    const step = nextMenuState(state, SYMBOLS[character] ?? { type: "text", text: character });
    if (step.type !== "menu") {
      const chosen = step.type === "chosen" ? step.item.id : undefined;
      return { chosen, isLeft: step.type === "cancelled" };
    }
    state = step.menu;
  }
  return { chosen: undefined, isLeft: false };
}

function item(values: Partial<MenuItem>): MenuItem {
  return { id: "", title: "", does: "act", wantsPrompt: false, ...values };
}
