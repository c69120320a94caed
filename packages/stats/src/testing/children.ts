import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import process from "node:process";

const FIXTURES = join(import.meta.dirname, "../../fixtures");

export interface Child {
  readonly process: ChildProcess;
  /** What it has printed so far. */
  output(): string;
  /** Resolves when it has ended and all its output has arrived. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Runs one of the programs in `fixtures` against the built package. */
export function startFixture(
  name: string,
  args: readonly string[],
  options: { readonly ipc?: boolean } = {},
): Child {
  const child = spawn(process.execPath, [join(FIXTURES, name), ...args], {
    stdio: ["ignore", "pipe", "inherit", ...(options.ipc === true ? (["ipc"] as const) : [])],
  });
  let output = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const ended = once(child, "close").then(() => ({
    code: child.exitCode,
    signal: child.signalCode,
  }));
  return { process: child, output: () => output, ended };
}
