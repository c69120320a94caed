import { spawn } from "node:child_process";

/** Longest run of an `api_key_command`, in milliseconds: enough to unlock a password store by hand. */
const COMMAND_TIMEOUT_MS = 30_000;

const MAX_OUTPUT_BYTES = 64 * 1024;

/** The result of a command. `reason` completes "it …" and never contains the command's output, which may be a key. */
export type CommandOutcome =
  | { readonly ok: true; readonly output: string }
  | { readonly ok: false; readonly reason: string };

export type RunCommand = (
  command: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  signal?: AbortSignal,
) => Promise<CommandOutcome>;

/**
 * Runs `command` without a shell and resolves with its trimmed standard output. Standard error is discarded and standard
 * input is empty. The command is killed after 30 s, and when `signal` aborts.
 */
export const runCommand: RunCommand = (command, env, signal) =>
  runWithin(COMMAND_TIMEOUT_MS, command, env, signal);

/** Like `runCommand`, with another time limit. */
export function runWithin(
  timeoutMs: number,
  [program = "", ...args]: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  signal?: AbortSignal,
): Promise<CommandOutcome> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "ignore"] });
    const pieces: Buffer[] = [];
    let bytes = 0;

    function forget(): void {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
    }
    function fail(reason: string): void {
      forget();
      child.kill("SIGKILL");
      child.stdout.destroy(); // a grandchild may keep the pipe open
      resolve({ ok: false, reason });
    }
    const stop = (): void => fail("was stopped");
    const timer = setTimeout(() => fail(`took longer than ${timeoutMs / 1000} s`), timeoutMs);

    signal?.addEventListener("abort", stop);
    child.once("error", (error) => {
      const isMissing = "code" in error && error.code === "ENOENT";
      fail(isMissing ? "was not found" : "could not be started");
    });
    child.stdout.on("data", (piece: Buffer) => {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes > MAX_OUTPUT_BYTES) {
        fail("printed far more than a key");
      }
    });
    child.once("close", (code, killedBy) => {
      forget();
      const output = Buffer.concat(pieces).toString("utf8").trim();
      if (code !== 0) {
        const end = code === null ? `was ended by ${killedBy}` : `ended with exit code ${code}`;
        resolve({ ok: false, reason: end });
      } else if (output === "") {
        resolve({ ok: false, reason: "printed nothing" });
      } else {
        resolve({ ok: true, output });
      }
    });
  });
}
