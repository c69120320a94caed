import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/** How a program ended. `output`: what it wrote to stdout. `refused`: the system did not start it. */
export type ProgramEnd =
  | { readonly type: "ended"; readonly code: number | null; readonly output: string }
  | { readonly type: "gave-up" | "missing" | "refused" };

/**
 * Runs a program without a shell, with an empty stdin. Never rejects.
 *
 * @param timeoutMs - After which it is killed, in milliseconds.
 */
export async function runProgram(
  [program = "", ...args]: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  timeoutMs: number,
): Promise<ProgramEnd> {
  const late = AbortSignal.timeout(timeoutMs);
  try {
    const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "ignore"] });
    late.addEventListener("abort", () => {
      child.kill("SIGKILL");
      child.stdout.destroy(); // A grandchild may hold the other end open.
    });
    const closed = once(child, "close", { signal: late });
    const [[code], output] = await Promise.all([closed, text(child.stdout)]);
    return { type: "ended", code, output };
  } catch (error) {
    if (late.aborted) {
      return { type: "gave-up" };
    }
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    return { type: isMissing ? "missing" : "refused" };
  }
}
