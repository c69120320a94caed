import type { Menu, MenuItem } from "../popup/messages.ts";
import type { Key } from "./key.ts";
import { nextText } from "./text-field.ts";

export interface MenuState {
  readonly menu: Menu;
  /** Whether the menu of the user's own actions is open. */
  readonly isCustom: boolean;
  /** The text that titles are searched for; `undefined` while keys are commands. */
  readonly filter: string | undefined;
  /** Index of the line that Enter chooses, among those that are shown. */
  readonly index: number;
}

/** The state after a key, and what came of it. */
export type MenuStep =
  | { readonly type: "menu"; readonly menu: MenuState }
  | { readonly type: "chosen"; readonly item: MenuItem }
  | { readonly type: "cancelled" };

export function firstMenuState(menu: Menu): MenuState {
  return { menu, isCustom: false, filter: undefined, index: 0 };
}

/** The lines that are shown. A filter in the main menu searches the user's own actions too. */
export function shownItems({ menu, isCustom, filter }: MenuState): readonly MenuItem[] {
  const own = isCustom ? menu.customItems : menu.items;
  if (filter === undefined) {
    return own;
  }
  const all = isCustom ? own : [...own, ...menu.customItems.filter(({ id }) => !hasId(own, id))];
  return all.filter(({ title }) => title.toLowerCase().includes(filter.toLowerCase()));
}

/** Hotkeys come before movement, so that every configured key works. */
export function nextMenuState(state: MenuState, key: Key): MenuStep {
  if (key.type === "interrupt") {
    return { type: "cancelled" };
  }
  if (key.type === "escape") {
    return leave(state);
  }
  if (key.type === "enter") {
    return choose(state, shownItems(state)[state.index]);
  }
  const moved = MOVES[key.type];
  if (moved !== undefined) {
    return { type: "menu", menu: move(state, moved) };
  }
  if (state.filter !== undefined) {
    const filter = nextText(state.filter, key);
    const index = filter === state.filter ? state.index : 0;
    return { type: "menu", menu: { ...state, filter, index } };
  }
  return key.type === "text" ? command(state, key.text) : { type: "menu", menu: state };
}

function command(state: MenuState, character: string): MenuStep {
  const item = shownItems(state).find(({ hotkey }) => hotkey === character);
  if (item !== undefined) {
    return choose(state, item);
  }
  if (character === "q") {
    return leave(state);
  }
  if (character === "/") {
    return { type: "menu", menu: { ...state, filter: "", index: 0 } };
  }
  const by = { j: 1, k: -1, g: -Infinity, G: Infinity }[character];
  return { type: "menu", menu: by === undefined ? state : move(state, by) };
}

/** One step back: out of the filter, out of the menu of custom actions, out of the menu. */
function leave({ menu, isCustom, filter }: MenuState): MenuStep {
  if (filter !== undefined) {
    return { type: "menu", menu: { menu, isCustom, filter: undefined, index: 0 } };
  }
  return isCustom
    ? { type: "menu", menu: { ...firstMenuState(menu), index: submenuIndex(menu) } }
    : { type: "cancelled" };
}

function choose(state: MenuState, item: MenuItem | undefined): MenuStep {
  if (item === undefined) {
    return { type: "menu", menu: state };
  }
  switch (item.does) {
    case "skip": {
      return { type: "cancelled" };
    }
    case "open-custom": {
      return { type: "menu", menu: { ...firstMenuState(state.menu), isCustom: true } };
    }
    case "act": {
      return { type: "chosen", item };
    }
    default: {
      return item.does satisfies never;
    }
  }
}

const MOVES: Partial<Record<Key["type"], number>> = {
  up: -1,
  down: 1,
  home: -Infinity,
  "page-up": -Infinity,
  end: Infinity,
  "page-down": Infinity,
};

/** Moves the choice. A single step wraps around at the ends. */
function move(state: MenuState, by: number): MenuState {
  const count = shownItems(state).length;
  const index = Number.isFinite(by)
    ? (state.index + by + count) % Math.max(1, count)
    : by < 0
      ? 0
      : count - 1;
  return { ...state, index: Math.max(0, index) };
}

function submenuIndex({ items }: Menu): number {
  return Math.max(
    0,
    items.findIndex(({ does }) => does === "open-custom"),
  );
}

function hasId(items: readonly MenuItem[], id: string): boolean {
  return items.some((item) => item.id === id);
}
