import type { Line } from "../line.ts";
import type { FromScreen, ToScreen } from "../screen-messages.ts";
import { UserError } from "../user-error.ts";
import { editResult } from "./edit-result.ts";
import { openTerminal } from "./open-terminal.ts";
import { tameInk } from "./tame-ink.ts";

/** Shows the screen on the terminal that this process belongs to, until the line is closed. */
export async function showOnTerminal(line: Line<FromScreen, ToScreen>): Promise<void> {
  tameInk();
  const { showScreen } = await import("../ui/show-screen.tsx");
  await showScreen(line, {
    open() {
      const terminal = openTerminal();
      if (terminal === undefined) {
        throw new UserError(1, "the terminal is gone");
      }
      return terminal;
    },
    edit: editResult,
  });
}
