import type { MenuEntry } from "../../config.ts";
import { describeValue } from "../../describe/describe-value.ts";
import { guess } from "../../layers/guess.ts";
import type { Check, Contradiction } from "./check.ts";
import { repeated } from "./repeated.ts";

const ROWS = "tmux_action.menu";
const CUSTOM_ACTIONS = "prompts.code_action.custom";
const CUSTOM_MENU_HOTKEY = "tmux.custom_menu_hotkey";

/** The keys of the menu that is shown when none is configured, without that of custom actions. */
const BUILT_IN_HOTKEYS = ["r", "d", "i", "c", "t", "f", "p", "s"];

/** Each line of the menu has a key of its own, and a custom one names an action that there is. */
export const MENU_CHECK: Check = {
  reads: [ROWS, CUSTOM_MENU_HOTKEY, CUSTOM_ACTIONS],
  find({ tmux, tmux_action: { menu }, prompts }, isOfProject) {
    const custom = prompts.code_action.custom.map(({ id }) => id);
    // A project's actions stand instead of the user's, which must not make a mistake of the user's menu.
    const ids = isOfProject(CUSTOM_ACTIONS) ? undefined : custom;
    const own = { key: CUSTOM_MENU_HOTKEY, value: tmux.custom_menu_hotkey };
    return [
      ...menu.flatMap((entry, index) => customId(`${ROWS}[${index}]`, entry, ids)),
      ...repeated([
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

/** `ids` is `undefined` when they are not known. */
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
  const meant = guess(id, ids);
  const known = ids.length === 0 ? ", and there are none" : `: ${ids.join(", ")}`;
  const allowed = `must be the id of a custom action${known}`;
  return `is ${describeValue(id)}, ${meant === undefined ? allowed : `did you mean "${meant}"?`}`;
}
