import process from "node:process";
import { setTimeout } from "node:timers/promises";

import {
  type AskTmux,
  openPopup,
  openSplit,
  type Popup,
  type TmuxFacts,
  untilServerStalls,
} from "@hexai/tmux";

import type { Line } from "../line.ts";
import { type AskedSize, popupSizeOf } from "../popup-size.ts";
import type { FromScreen, ToScreen } from "../screen-messages.ts";
import { UserError } from "../user-error.ts";
import { isTerminalFree } from "./is-terminal-free.ts";
import type { TmuxView } from "./look-at-tmux.ts";
import { parseFromScreen } from "./parse-screen-message.ts";
import type { PrivateDirectory } from "./private-directory.ts";
import { socketLine } from "./socket-line.ts";

export interface ScreenOptions {
  readonly tmux: TmuxView;
  /** Whether it was a key of tmux that started this process: then it has no terminal. */
  readonly isForPane: boolean;
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
 * Opens a screen: a popup, a pane below the user's where tmux knows no popups, else the terminal. Resolves as soon as tmux
 * has been told; then there is time for other work until the screen is there.
 *
 * @throws {UserError} (as a rejection, here or of `screen`) When the tmux server does not answer: whatever is shown in it,
 *   nobody sees.
 */
export async function openScreen(
  options: ScreenOptions,
): Promise<{ readonly screen: Promise<OpenScreen> }> {
  const opening = await openInTmux(options);
  return { screen: screenOf(opening, options) };
}

async function screenOf(
  opening: TmuxOpening | undefined,
  { isForPane, directory }: ScreenOptions,
): Promise<OpenScreen> {
  const line = opening && (await lineOf(opening, directory));
  if (line !== undefined) {
    return { type: "tmux", line };
  }
  const isFree = !isForPane && (await isTerminalFree());
  return isFree ? { type: "terminal" } : { type: "none" };
}

/** A popup that is on its way. */
interface TmuxOpening {
  readonly popup: Popup;
  readonly ask: AskTmux;
  /** Opens a pane instead. */
  readonly split: () => Promise<unknown>;
}

async function openInTmux({
  tmux: { env, pane, ask, facts: asked },
  size,
  command,
  directory,
}: ScreenOptions): Promise<TmuxOpening | undefined> {
  if ((env["TMUX"] ?? "") === "") {
    return undefined;
  }
  const facts = await asked;
  if (facts === "gave-up") {
    throw stalled();
  }
  if (typeof facts === "string" || facts.clients === 0) {
    return undefined;
  }
  const program = [...command, directory.address] as const;
  return {
    popup: openPopup(program, popupSize(size, facts), env),
    ask,
    split: () => openSplit(program, pane, ask),
  };
}

/** The line to the program in the popup, or in the pane; `undefined` when tmux shows neither. */
async function lineOf(
  { popup, ask, split }: TmuxOpening,
  { connected }: PrivateDirectory,
): Promise<Line<ToScreen, FromScreen> | undefined> {
  const giveUp = new AbortController();
  const timeout = setTimeout(START_TIMEOUT_MS, "timeout" as const, { signal: giveUp.signal });
  timeout.catch(() => undefined); // aborted
  try {
    const outcome = await Promise.race([connected, popup.closed, timeout]);
    if (outcome === "closed") {
      return undefined;
    }
    if (outcome === "refused") {
      await split();
    }
    const socket = await Promise.race([connected, timeout]);
    if (socket === "timeout") {
      popup.abandon();
      throw stalled();
    }
    const isOver = new AbortController();
    socket.once("close", () => isOver.abort());
    void untilServerStalls(ask, isOver.signal).then(() => socket.destroy());
    return socketLine(socket, parseFromScreen);
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
