import process from "node:process";
import { setTimeout } from "node:timers/promises";

import { UserError } from "@hexai/process";
import { openPopup, openSplit, type Popup, untilServerStalls } from "@hexai/tmux";

import type { TmuxView } from "../../session/io/tmux-view.ts";
import type { Channel } from "../channel.ts";
import type { ScreenMessage, UserMessage } from "../messages.ts";
import { type RequestedSize, popupSizeOf } from "../popup-size.ts";
import { isTerminalFree } from "./is-terminal-free.ts";
import type { PrivateDirectory } from "./private-directory.ts";
import { socketChannel } from "./socket-channel.ts";

export interface ScreenOptions {
  readonly tmux: TmuxView;
  /** Whether a tmux key started this process. Then it has no terminal. */
  readonly isForPane: boolean;
  readonly size: RequestedSize;
  /** The program that shows the screen; the address of our end and the key of the run come last. */
  readonly command: readonly [string, ...string[]];
  readonly directory: PrivateDirectory;
}

/** Where the user sees the menu. */
export type OpenScreen =
  | { readonly type: "tmux"; readonly channel: Channel<ScreenMessage, UserMessage> }
  /** This process draws on its own terminal. */
  | { readonly type: "terminal" }
  /** There is no place where the user would see a menu. */
  | { readonly type: "none" };

/** How long the popup may take to connect. Node starts slowly on a busy machine. */
const START_TIMEOUT_MS = 10_000;

/**
 * Opens a screen: a popup, a pane below the user's where tmux has no popups, else the terminal. The command to tmux is sent
 * before this returns, so that the caller can do other work until the screen is there.
 *
 * @throws {UserError} (as a rejection) When the tmux server does not answer.
 */
export function openScreen(options: ScreenOptions): Promise<OpenScreen> {
  const { tmux, size, command, directory } = options;
  if ((tmux.env["TMUX"] ?? "") === "") {
    return withoutTmux(options);
  }
  const program = [...command, directory.address, directory.key] as const;
  const popup = openPopup(program, popupSizeOf(size), tmux.env);
  return screenOf(popup, () => openSplit(program, tmux.pane, tmux.ask), options);
}

async function screenOf(
  popup: Popup,
  split: () => Promise<unknown>,
  options: ScreenOptions,
): Promise<OpenScreen> {
  const channel = await openChannel(popup, split, options);
  return channel === undefined ? withoutTmux(options) : { type: "tmux", channel };
}

async function withoutTmux({ isForPane }: ScreenOptions): Promise<OpenScreen> {
  const isFree = !isForPane && (await isTerminalFree());
  return isFree ? { type: "terminal" } : { type: "none" };
}

/** Opens the channel to the program in the popup, or in the pane; `undefined` when tmux shows neither. */
async function openChannel(
  popup: Popup,
  split: () => Promise<unknown>,
  options: ScreenOptions,
): Promise<Channel<ScreenMessage, UserMessage> | undefined> {
  const { tmux, directory } = options;
  const { connected } = directory;
  const giveUp = new AbortController();
  const timeout = setTimeout(START_TIMEOUT_MS, "timeout" as const, { signal: giveUp.signal });
  timeout.catch(() => undefined); // aborted
  try {
    const outcome = await Promise.race([connected, popup.closed, timeout, whenStalled(tmux)]);
    if (outcome === "closed") {
      await refuseSecondPopup(options);
      return undefined;
    }
    if (outcome === "refused") {
      const facts = await tmux.facts();
      if (facts !== "gave-up") {
        if (typeof facts === "string" || facts.clients === 0) {
          return undefined;
        }
        await split();
      }
    }
    const socket = await Promise.race([connected, timeout, whenStalled(tmux)]);
    if (typeof socket === "string") {
      popup.abandon();
      throw new UserError(
        1,
        "the menu cannot be shown: tmux does not answer; try again, or use --action ID --yes",
      );
    }
    const isOver = new AbortController();
    socket.once("close", () => isOver.abort());
    void untilServerStalls(tmux.ask, isOver.signal).then(() => socket.destroy());
    return socketChannel(socket);
  } finally {
    giveUp.abort();
  }
}

/**
 * Throws for a key when the client shows another popup. A client of tmux below 3.6 shows one popup at a time, so a popup that is
 * closed before its program has connected was never opened. A filter can use its terminal instead, but a key has none.
 *
 * @throws {UserError} (as a rejection)
 */
async function refuseSecondPopup({ tmux, isForPane }: ScreenOptions): Promise<void> {
  const facts = await tmux.facts();
  if (isForPane && typeof facts !== "string" && facts.clients > 0) {
    throw new UserError(
      1,
      "the menu cannot be shown: another popup is open; close it, then press the key again",
    );
  }
}

/** Resolves when the tmux server has not answered for so long that it must be stopped. */
async function whenStalled({ facts }: TmuxView): Promise<"stalled"> {
  return (await facts()) === "gave-up" ? "stalled" : new Promise<never>(() => undefined);
}

/** The command that shows the screen of this program. */
export function screenCommand(): readonly [string, ...string[]] {
  return [process.execPath, process.argv[1] ?? "", "--screen"];
}
