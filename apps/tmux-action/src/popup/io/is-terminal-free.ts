import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";

/**
 * Whether the process has a terminal that no full-screen program holds. Such a program (Helix, for instance) reads keys one by
 * one, and goes on while it waits for its filter: a menu would share its keys and its screen.
 */
export async function isTerminalFree(): Promise<boolean> {
  let terminal: number;
  try {
    terminal = openSync("/dev/tty", "r");
  } catch {
    return false; // no terminal
  }
  try {
    return !/(?:^|\s)-icanon\b/.test(await sttySettings(terminal));
  } catch {
    return false; // no stty, so nothing is known
  } finally {
    closeSync(terminal);
  }
}

/** What stty tells about a terminal. */
async function sttySettings(terminal: number): Promise<string> {
  const child = spawn("stty", ["-a"], { stdio: [terminal, "pipe", "ignore"] });
  const chunks: string[] = [];
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
  const [code] = await once(child, "close");
  return code === 0 ? chunks.join("") : "-icanon";
}
