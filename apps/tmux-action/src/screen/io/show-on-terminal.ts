import { UserError } from "@hexai/process";

import type { Channel } from "../../popup/channel.ts";
import type { UserMessage, ScreenMessage } from "../../popup/messages.ts";
import type { ScreenSurroundings } from "../show-screen.tsx";
import { editResult } from "./edit-result.ts";
import { openTerminal } from "./open-terminal.ts";
import { tameInk } from "./tame-ink.ts";

/** Shows a screen on the terminal that this process belongs to, until its channel is closed. */
export type ShowOnTerminal = (channel: Channel<UserMessage, ScreenMessage>) => Promise<void>;

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
  return (channel) => showScreen(channel, SURROUNDINGS);
}
