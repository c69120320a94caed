import process from "node:process";

const CHECK_EVERY_MS = 3_000;

export interface WatchOptions {
  /** @default 3_000 */
  readonly checkEveryMs?: number;
}

/**
 * Calls `onGone` once when the process `pid` has ended. One that was never seen is not missed, because its
 * number may belong to another namespace; one that belongs to somebody else counts as alive.
 *
 * @returns Ends the watch. The watch alone does not keep this process running.
 */
export function watchProcess(
  pid: number,
  onGone: () => void,
  { checkEveryMs = CHECK_EVERY_MS }: WatchOptions = {},
): () => void {
  if (!isAlive(pid)) {
    return () => undefined;
  }
  const timer = setInterval(() => {
    if (!isAlive(pid)) {
      clearInterval(timer);
      onGone();
    }
  }, checkEveryMs);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Any other reason, such as EPERM, says that there is a process.
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}
