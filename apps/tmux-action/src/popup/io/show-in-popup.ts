import { connect, type Socket } from "node:net";

import { loadScreen } from "../../screen/io/show-on-terminal.ts";
import type { ScreenMessage, UserMessage } from "../messages.ts";
import { handshake } from "./private-directory.ts";
import { socketChannel } from "./socket-channel.ts";

/**
 * Shows the screen of the program that listens at `address`, until one of the two ends. This is what runs in the popup.
 *
 * @param key - Tells the program that it was this process that it started.
 * @param signal - Ends it too: the popup was closed from outside, for instance.
 */
export async function showInPopup(
  address: string,
  key: string,
  version: string,
  signal: AbortSignal,
): Promise<void> {
  const socket = await connectTo(address);
  if (socket === undefined) {
    return; // the program has ended, so there is nothing to show
  }
  signal.addEventListener("abort", () => socket.destroy());
  const channel = socketChannel<UserMessage, ScreenMessage>(socket);
  socket.write(`${handshake(key, version)}\n`); // the program answers while the screen is loaded
  const show = await loadScreen();
  await show(channel);
}

function connectTo(address: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once("connect", () => resolve(socket));
    socket.once("error", () => resolve(undefined));
  });
}
