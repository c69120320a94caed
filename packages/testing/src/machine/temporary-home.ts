import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { processesIn } from "./processes-in.ts";

/** A home directory that nobody else uses. */
export interface TemporaryHome {
  readonly dir: string;
  /**
   * What a child process needs to find it and nothing else: HOME, the four XDG directories inside it, and
   * this process's PATH, locale and TMPDIR. No TMUX, no HEXAI_*, no provider's key, no proxy.
   */
  readonly env: Readonly<Record<string, string>>;
  /** Ends whatever still runs in it, such as what an editor or a tmux server has started, then removes it. */
  remove(): Promise<void>;
}

/** Makes an empty home directory (0700). The caller must `remove()` it. */
export async function temporaryHome(): Promise<TemporaryHome> {
  const dir = await mkdtemp(join(tmpdir(), "hexai-home-"));
  const xdg = {
    XDG_CACHE_HOME: join(dir, ".cache"),
    XDG_CONFIG_HOME: join(dir, ".config"),
    XDG_STATE_HOME: join(dir, ".local/state"),
    XDG_DATA_HOME: join(dir, ".local/share"),
  };
  await Promise.all(
    Object.values(xdg).map((path) => mkdir(path, { recursive: true, mode: 0o700 })),
  );
  return {
    dir,
    env: { ...inherited(process.env), HOME: dir, ...xdg },
    async remove() {
      await endProcessesIn(dir);
      await rm(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Without this they would make the directory again, when Node keeps compiled code at their end or they record a late answer. */
async function endProcessesIn(home: string): Promise<void> {
  for (;;) {
    const running = await processesIn(home);
    if (running.length === 0) {
      return;
    }
    running.forEach(({ pid }) => kill(pid));
    await sleep(POLL_MS);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // it has ended meanwhile
  }
}

const POLL_MS = 5;
const INHERITED = ["PATH", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "SHELL", "TERM", "USER"];

function inherited(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    INHERITED.flatMap((name) => {
      const value = env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
