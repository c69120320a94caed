import { loadScreen } from "../../screen/io/show-on-terminal.ts";
import type { FromScreen, ToScreen } from "../screen-messages.ts";
import { connectToProgram } from "./connect-to-program.ts";
import { parseToScreen } from "./parse-screen-message.ts";
import { socketLine } from "./socket-line.ts";

/** What runs in the popup: the screen of the program that listens at `address`, until one of the two ends. */
export async function showInPopup(address: string): Promise<void> {
  const socket = await connectToProgram(address);
  if (socket === undefined) {
    return; // it is gone, and with it the reason for a screen
  }
  const line = socketLine<FromScreen, ToScreen>(socket, parseToScreen);
  line.send({ type: "ready" }); // what is to be shown comes while the screen is loaded
  const show = await loadScreen();
  await show(line);
}
