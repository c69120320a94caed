import type { Config, MenuEntry, MenuKind } from "../../config.ts";
import { hotkey, nameText, oneOf } from "../rules.ts";
import type { EntriesOf } from "../shape.ts";

/** What a line of the menu may do. All but the last two are the built-in actions. */
export const MENU_KINDS: readonly MenuKind[] = [
  "rewrite",
  "diagnostics",
  "document",
  "simplify",
  "fix_typos",
  "unit_test",
  "custom_prompt",
  "custom",
  "skip",
];

const ENTRY: EntriesOf<MenuEntry> = {
  kind: {
    rule: oneOf(MENU_KINDS),
    isRequired: true,
    example: "rewrite",
    description: `What it does: ${MENU_KINDS.join(", ")}. Required.`,
  },
  title: {
    rule: nameText(),
    example: "Rewrite",
    description: "What the menu shows. Without it: the action's own title.",
  },
  hotkey: {
    rule: hotkey(),
    example: "r",
    description: "Its key. Without it: the arrows and Enter.",
  },
  custom_id: {
    rule: nameText(),
    example: "handle-errors",
    description: "For the kind custom, and only there: the id of a custom action.",
  },
};

export const TMUX_ACTION: EntriesOf<Config["tmux_action"]> = {
  menu: {
    row: ENTRY,
    description: "The lines of the menu in tmux, in their order. Without any: every action.",
    examples: [
      { kind: "rewrite", title: "Rewrite", hotkey: "r" },
      { kind: "custom", title: "Handle errors", hotkey: "h", custom_id: "handle-errors" },
    ],
  },
};
