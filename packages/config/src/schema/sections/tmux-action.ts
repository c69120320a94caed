import type { Config, MenuEntry, MenuKind } from "../../config.ts";
import { hotkey, nameText, oneOf } from "../rules.ts";
import type { EntriesOf } from "../shape.ts";

/** What a line of the menu can do. All but the last two are the built-in actions. */
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
    description: `The action: ${MENU_KINDS.join(", ")}. Required.`,
  },
  title: {
    rule: nameText(),
    example: "Rewrite",
    description: "The title in the menu. If not set, the action's own title is used.",
  },
  hotkey: {
    rule: hotkey(),
    example: "r",
    description: "Its hotkey. If not set, the line is chosen with the arrow keys and Enter.",
  },
  custom_id: {
    rule: nameText(),
    example: "handle-errors",
    description: "The id of a custom action. Only for the kind custom, which requires it.",
  },
};

export const TMUX_ACTION: EntriesOf<Config["tmux_action"]> = {
  menu: {
    row: ENTRY,
    description:
      "The lines of the menu in tmux, in order. If there are none, the menu shows every action.",
    examples: [
      { kind: "rewrite", title: "Rewrite", hotkey: "r" },
      { kind: "custom", title: "Handle errors", hotkey: "h", custom_id: "handle-errors" },
    ],
  },
};
