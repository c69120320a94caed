import type { Config } from "../../config.ts";
import { hotkey } from "../rules.ts";
import type { EntriesOf } from "../shape.ts";

export const TMUX: EntriesOf<Config["tmux"]> = {
  custom_menu_hotkey: {
    rule: hotkey(),
    default: "a",
    description: "The hotkey that opens the menu of custom actions.",
  },
};
