import type { MenuEntry } from "../../config.ts";
import { describeValue } from "../../describe/format-value.ts";
import { closestName } from "../closest-name.ts";
import type { Check, Contradiction } from "./check.ts";
import { duplicates } from "./check.ts";

const ROWS = "tmux_action.menu";
const CUSTOM_ACTIONS = "prompts.code_action.custom";
const CUSTOM_MENU_HOTKEY = "tmux.custom_menu_hotkey";

/** The hotkeys of the built-in menu, except that of the custom actions. */
const BUILT_IN_HOTKEYS = ["r", "d", "i", "c", "t", "f", "p", "s"];

/** Each line of the menu has a hotkey of its own, and a custom line names an existing action. */
export const MENU_CHECK: Check = {
  reads: [ROWS, CUSTOM_MENU_HOTKEY, CUSTOM_ACTIONS],
  find({ tmux, tmux_action: { menu }, prompts }, isOfProject) {
    const custom = prompts.code_action.custom.map(({ id }) => id);
    // A project's actions replace the user's, and that must not turn the user's menu into a mistake.
    const ids = isOfProject(CUSTOM_ACTIONS) ? undefined : custom;
    const own = { key: CUSTOM_MENU_HOTKEY, value: tmux.custom_menu_hotkey };
    return [
      ...menu.flatMap((entry, index) => customId(`${ROWS}[${index}]`, entry, ids)),
      ...duplicates([
        own,
        ...menu.map(({ hotkey }, index) => ({ key: `${ROWS}[${index}].hotkey`, value: hotkey })),
      ]),
      ...(menu.length === 0 && BUILT_IN_HOTKEYS.includes(own.value)
        ? [
            {
              key: own.key,
              message: `is ${describeValue(own.value)}, which the menu has already, must be none of ${BUILT_IN_HOTKEYS.join(", ")}`,
            },
          ]
        : []),
    ];
  },
};

/** `ids` is `undefined` when the custom actions are not known. */
function customId(
  path: string,
  { kind, custom_id: id }: MenuEntry,
  ids: readonly string[] | undefined,
): readonly Contradiction[] {
  if (kind !== "custom") {
    const message = `goes with the kind custom only, and the kind is ${kind}`;
    return id === undefined ? [] : [{ key: `${path}.custom_id`, message }];
  }
  if (id === undefined) {
    return [{ key: path, message: "has no custom_id, must have one for the kind custom" }];
  }
  return ids === undefined || ids.includes(id)
    ? []
    : [{ key: `${path}.custom_id`, message: unknownId(id, ids) }];
}

function unknownId(id: string, ids: readonly string[]): string {
  const suggestion = closestName(id, ids);
  const known = ids.length === 0 ? ", and there are none" : `: ${ids.join(", ")}`;
  const allowed = `must be the id of a custom action${known}`;
  return `is ${describeValue(id)}, ${suggestion === undefined ? allowed : `did you mean "${suggestion}"?`}`;
}
