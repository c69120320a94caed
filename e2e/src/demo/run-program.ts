import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

export interface Finished {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs one of the built programs.
 *
 * @throws {Error} (as a rejection) When it does not exit with 0.
 */
export async function runProgram(
  bin: string,
  args: readonly string[],
  options: { readonly env: Readonly<Record<string, string>>; readonly input?: string },
): Promise<Finished> {
  const child = spawn(process.execPath, [bin, ...args], { env: options.env });
  child.stdin.end(options.input ?? "");
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  if (code !== 0) {
    throw new Error(`${bin} ended with ${code}: ${stderr}`);
  }
  return { stdout, stderr };
}
