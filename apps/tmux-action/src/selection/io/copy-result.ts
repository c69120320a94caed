import { writeFile } from "node:fs/promises";

import { createTmuxClient, writePasteBuffer } from "@hexai/tmux";

/**
 * Copies `text`: in tmux into a buffer and the clipboard of the terminal around it, elsewhere into the clipboard of the
 * terminal, by the escape sequence OSC 52. Resolves with a message for the user.
 */
export async function copyResult(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const isInTmux = (env["TMUX"] ?? "") !== "";
  if (isInTmux && (await writePasteBuffer(text, true, createTmuxClient(env)))) {
    return "copied to a tmux buffer";
  }
  try {
    await writeFile("/dev/tty", `\u001b]52;c;${Buffer.from(text).toString("base64")}\u0007`);
    return "copied, if the terminal allows it (OSC 52)";
  } catch {
    return "cannot copy: neither tmux nor a terminal takes it"; // such as ENXIO, no terminal
  }
}
