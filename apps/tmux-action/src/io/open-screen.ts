import process from "node:process";
import { setTimeout } from "node:timers/promises";

import {
  createTmuxClient,
  openPopup,
  openSplit,
  readTmuxFacts,
  type TmuxFacts,
  untilServerStalls,
} from "@hexai/tmux";

import type { Line } from "../line.ts";
import { type AskedSize, popupSizeOf } from "../popup-size.ts";
import type { FromScreen, ToScreen } from "../screen-messages.ts";
import { UserError } from "../user-error.ts";
import { isTerminalFree } from "./is-terminal-free.ts";
import type { PrivateDirectory } from "./private-directory.ts";
import { socketLine } from "./socket-line.ts";

export interface ScreenOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The pane that the popup belongs to. Absent: that of `TMUX_PANE`. */
  readonly pane: string | undefined;
  readonly size: AskedSize;
  /** The program that shows the screen; the address of our end comes last. */
  readonly command: readonly [string, ...string[]];
  readonly directory: PrivateDirectory;
}

/** Where the user sees the menu. */
export type OpenScreen =
  | { readonly type: "tmux"; readonly line: Line<ToScreen, FromScreen> }
  /** The terminal is there to be drawn on by this process. */
  | { readonly type: "terminal" }
  /** There is nowhere that a user would see it. */
  | { readonly type: "none" };

/** Until a program that tmux was told to start has found us. Node starts slowly on a busy machine. */
const START_TIMEOUT_MS = 10_000;

/**
 * Opens a screen: a popup, a pane below the user's where tmux knows no popups, else the terminal.
 *
 * @throws {UserError} (as a rejection) When the tmux server does not answer: whatever is shown in it, nobody sees.
 */
export async function openScreen(options: ScreenOptions): Promise<OpenScreen> {
  const line = await openInTmux(options);
  if (line !== undefined) {
    return { type: "tmux", line };
  }
  const isFree = options.pane === undefined && (await isTerminalFree());
  return isFree ? { type: "terminal" } : { type: "none" };
}

async function openInTmux({
  env,
  pane = env["TMUX_PANE"] ?? "",
  size,
  command,
  directory,
}: ScreenOptions): Promise<Line<ToScreen, FromScreen> | undefined> {
  if ((env["TMUX"] ?? "") === "") {
    return undefined;
  }
  const tmuxEnv = { ...env, TMUX_PANE: pane };
  const ask = createTmuxClient(tmuxEnv);
  const facts = await readTmuxFacts(pane, ask);
  if (facts === "gave-up") {
    throw stalled();
  }
  if (typeof facts === "string" || facts.clients === 0) {
    return undefined;
  }
  const popup = openPopup([...command, directory.address], popupSize(size, facts), tmuxEnv);
  const giveUp = new AbortController();
  const timeout = setTimeout(START_TIMEOUT_MS, "timeout" as const, { signal: giveUp.signal });
  timeout.catch(() => undefined); // aborted
  try {
    const outcome = await Promise.race([directory.connected, popup.closed, timeout]);
    if (outcome === "closed") {
      return undefined;
    }
    if (outcome === "refused") {
      await openSplit([...command, directory.address], pane, ask);
    }
    const socket = await Promise.race([directory.connected, timeout]);
    if (socket === "timeout") {
      popup.abandon();
      throw stalled();
    }
    const isOver = new AbortController();
    socket.once("close", () => isOver.abort());
    void untilServerStalls(ask, isOver.signal).then(() => socket.destroy());
    return socketLine(socket);
  } finally {
    giveUp.abort();
  }
}

function popupSize(size: AskedSize, { columns, rows }: TmuxFacts): AskedSize {
  return columns > 0 && rows > 0 ? popupSizeOf(size, { columns, rows }) : size;
}

function stalled(): UserError {
  return new UserError(1, "tmux does not answer, so the menu cannot be shown");
}

/** How this program shows its own screen. */
export function screenCommand(): readonly [string, ...string[]] {
  return [process.execPath, process.argv[1] ?? "", "--screen"];
}
