import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { processesIn } from "@hexai/testing";

/** What may be in the cache when nothing runs. */
const EXPECTED = [/^stats\.json(?:\.bak)?$/u, /^answers$/u, /^models$/u, /^node$/u];

/** For what ends by itself: tmux looks after the hourglass of a process that is gone, in a shell. */
const PATIENCE_MS = 5_000;

export interface Traces {
  readonly home: string;
  /** Where nothing may be left: TMPDIR and XDG_RUNTIME_DIR. */
  readonly directories: readonly string[];
  /** Processes that go on. */
  readonly pids: readonly number[];
  /** What the user of tmux sees. */
  readonly screen: () => Promise<string>;
}

/** Whatever a soak has left behind and should not have. */
export async function findLeftovers(traces: Traces): Promise<readonly string[]> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await look(traces);
    if (found.length === 0 || performance.now() > deadline) {
      return found;
    }
    await sleep(100);
  }
}

async function look({ home, directories, pids, screen }: Traces): Promise<readonly string[]> {
  const cached = await readdir(join(home, ".cache/hexai")).catch(() => []);
  const strange = cached.filter((name) => !EXPECTED.some((expected) => expected.test(name)));
  const forgotten = await Promise.all(directories.map((directory) => readdir(directory)));
  const running = (await processesIn(home)).filter(({ pid }) => !pids.includes(pid));
  const popup = hasPopup(await screen()) ? ["a popup"] : [];
  return [...strange, ...forgotten.flat(), ...running.map(({ command }) => command), ...popup];
}

/** Whether a screen of tmux shows a popup, or a second pane. */
export function hasPopup(screen: string): boolean {
  return /[┌┐└┘│─]/u.test(screen);
}
