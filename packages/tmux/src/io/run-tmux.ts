import { type ChildProcess, spawn } from "node:child_process";

/**
 * How a run of tmux ended.
 *
 * - `done`: tmux executed the command.
 * - `failed`: tmux reported an error, for example because the server has ended.
 * - `gave-up`: it took too long and was killed; the server is stopped or busy.
 * - `missing`: there is no tmux on the `PATH`.
 */
export type TmuxOutcome = "done" | "failed" | "gave-up" | "missing";

/** A tmux client that is running. It does not keep this process alive unless it is held. */
export interface TmuxRun {
  /** Never rejects. */
  readonly outcome: Promise<TmuxOutcome>;
  /** Keeps this process alive until the run has ended. */
  hold(): void;
}

const GIVE_UP_AFTER_MS = 300;

/**
 * Runs `tmux` with these arguments, without a shell. The child has no pipes, because a stopped server would keep
 * them open after the child's end, and its own session, so that Ctrl-C does not reach it.
 */
export function runTmux(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): TmuxRun {
  const child = spawned(args, env);
  if (child === undefined) {
    return { outcome: Promise.resolve("failed"), hold: () => undefined };
  }
  child.unref();
  let deadline: NodeJS.Timeout | undefined;
  const outcome = new Promise<TmuxOutcome>((resolve) => {
    deadline = setTimeout(() => {
      child.kill("SIGKILL");
      resolve("gave-up");
    }, GIVE_UP_AFTER_MS).unref();
    child.once("error", (error) => {
      resolve("code" in error && error.code === "ENOENT" ? "missing" : "failed");
    });
    child.once("exit", (code) => {
      resolve(code === 0 ? "done" : "failed");
    });
  }).finally(() => {
    clearTimeout(deadline);
  });
  return {
    outcome,
    hold: () => {
      child.ref();
      deadline?.ref();
    },
  };
}

function spawned(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ChildProcess | undefined {
  try {
    return spawn("tmux", args, { env, stdio: "ignore", detached: true });
  } catch {
    return undefined; // such as E2BIG for a text that is too long; a missing status line is no reason for an error
  }
}
