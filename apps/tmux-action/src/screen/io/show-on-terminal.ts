import process from "node:process";

import { UserError } from "@hexai/process";

import type { Channel } from "../../popup/channel.ts";
import type { UserMessage, ScreenMessage } from "../../popup/messages.ts";
import type { ScreenDependencies } from "../show-screen.tsx";
import { editResult } from "./edit-result.ts";
import { openTerminal } from "./open-terminal.ts";

/** Shows a screen on the terminal that this process belongs to, until its channel is closed. */
export type ShowOnTerminal = (channel: Channel<UserMessage, ScreenMessage>) => Promise<void>;

const DEPENDENCIES: ScreenDependencies = {
  open() {
    const terminal = openTerminal();
    if (terminal === undefined) {
      throw new UserError(1, "the menu cannot be shown: the terminal was closed");
    }
    return terminal;
  },
  edit: editResult,
};

/** Loads what draws screens. */
export async function loadScreen(): Promise<ShowOnTerminal> {
  prepareInk();
  const { showScreen } = await import("../show-screen.tsx");
  return (channel) => showScreen(channel, DEPENDENCIES);
}

/**
 * Ink draws only its last frame where it finds signs of a continuous integration, and no colours where stdout is no terminal.
 * A tmux server that was started there has the signs for ever, so they go before ink is imported.
 */
function prepareInk(): void {
  for (const name of Object.keys(process.env)) {
    if (name === "CI" || name === "CONTINUOUS_INTEGRATION" || name.startsWith("CI_")) {
      delete process.env[name];
    }
  }
  process.env["FORCE_COLOR"] = "1";
}
