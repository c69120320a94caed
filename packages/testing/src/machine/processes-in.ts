import { readdir, readFile } from "node:fs/promises";

/** A process that runs. */
export interface RunningProcess {
  readonly pid: number;
  /** What it was started as, words apart by spaces. */
  readonly command: string;
}

/** Processes whose HOME is `home`. None where the system does not show its processes in `/proc`. */
export async function processesIn(home: string): Promise<readonly RunningProcess[]> {
  const names = await readdir("/proc").catch(() => []);
  const pids = names.filter((name) => /^\d+$/u.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      try {
        const environment = await readFile(`/proc/${pid}/environ`, "utf8");
        const command = await readFile(`/proc/${pid}/cmdline`, "utf8");
        const isOurs = environment.split("\0").includes(`HOME=${home}`) && command !== "";
        return isOurs ? [{ pid: Number(pid), command: command.replaceAll("\0", " ").trim() }] : [];
      } catch {
        return []; // it has ended meanwhile
      }
    }),
  );
  return found.flat();
}
