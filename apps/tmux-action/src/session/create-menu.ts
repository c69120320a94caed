import { type Action, actionOf, missingInput, splitDiagnostics } from "@hexai/actions";

import type { Menu, MenuItem } from "../popup/messages.ts";

/** The parts of the configuration that make the menu. Key names are those of `config.toml`. */
export interface MenuSettings {
  readonly tmux: { readonly custom_menu_hotkey: string };
  readonly tmux_action: { readonly menu: readonly ConfiguredItem[] };
}

interface ConfiguredItem {
  readonly kind: string;
  readonly title?: string | undefined;
  readonly hotkey?: string | undefined;
  readonly custom_id?: string | undefined;
}

const SKIP: MenuItem = {
  id: "skip",
  title: "Skip",
  hotkey: "s",
  does: "skip",
  wantsPrompt: false,
};

/**
 * The menu for `selection`: the configured lines, or every action. An action that needs diagnostics is there when the
 * selection begins with some.
 */
export function createMenu(
  { tmux, tmux_action }: MenuSettings,
  actions: readonly Action[],
  selection: string,
): Menu {
  const offered = actions.filter((action) => isOffered(action, selection));
  const customItems = offered
    .filter(({ isCustom }) => isCustom)
    .map((action) => createMenuItem(action, selection));
  const custom: MenuItem = {
    id: "custom",
    title: "Custom actions",
    hotkey: tmux.custom_menu_hotkey,
    does: "open-custom",
    wantsPrompt: false,
  };
  const submenu = customItems.length > 0 ? [custom] : [];
  if (tmux_action.menu.length === 0) {
    const builtIn = offered
      .filter(({ isCustom }) => !isCustom)
      .map((action) => createMenuItem(action, selection));
    return { items: [...builtIn, ...submenu, SKIP], customItems };
  }
  const configured = tmux_action.menu.flatMap((item) => configuredItem(item, offered, selection));
  return { items: [...configured, ...submenu], customItems };
}

/** An action as a line of the menu, or as the one that was chosen without a menu. */
export function createMenuItem(action: Action, selection: string): MenuItem {
  const { id, title, hotkey } = action;
  const lack = missingInputOf(action, selection);
  return {
    id,
    title,
    hotkey,
    does: "act",
    wantsPrompt: lack === "prompt" || lack === "instruction",
  };
}

/** The configured line wins over the action: without a hotkey there, the entry has none. */
function configuredItem(
  { kind, title, hotkey, custom_id: customId }: ConfiguredItem,
  offered: readonly Action[],
  selection: string,
): readonly MenuItem[] {
  if (kind === "skip") {
    return [{ ...SKIP, hotkey, title: title ?? SKIP.title }];
  }
  const action = actionOf(customId ?? kind, offered);
  return action === undefined
    ? []
    : [{ ...createMenuItem(action, selection), hotkey, title: title ?? action.title }];
}

function isOffered(action: Action, selection: string): boolean {
  return missingInputOf(action, selection) !== "diagnostics";
}

function missingInputOf(action: Action, selection: string): ReturnType<typeof missingInput> {
  const split = splitDiagnostics(selection);
  return missingInput(action, split?.selection ?? selection, { diagnostics: split?.diagnostics });
}
