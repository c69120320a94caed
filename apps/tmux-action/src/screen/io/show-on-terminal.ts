import { UserError } from "@hexai/process";

import type { Line } from "../../popup/line.ts";
import type { FromScreen, ToScreen } from "../../popup/screen-messages.ts";
import type { ScreenSurroundings } from "../show-screen.tsx";
import { editResult } from "./edit-result.ts";
import { openTerminal } from "./open-terminal.ts";
import { tameInk } from "./tame-ink.ts";

/** Shows a screen on the terminal that this process belongs to, until its line is closed. */
export type ShowOnTerminal = (line: Line<FromScreen, ToScreen>) => Promise<void>;

const SURROUNDINGS: ScreenSurroundings = {
  open() {
    const terminal = openTerminal();
    if (terminal === undefined) {
      throw new UserError(1, "the terminal is gone");
    }
    return terminal;
  },
  edit: editResult,
};

/** Loads what draws screens. */
export async function loadScreen(): Promise<ShowOnTerminal> {
  tameInk();
  const { showScreen } = await import("../show-screen.tsx");
  return (line) => showScreen(line, SURROUNDINGS);
}
