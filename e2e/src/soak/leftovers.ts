import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** What may be in the cache when nothing runs. */
const EXPECTED = [/^stats\.json(?:\.bak)?$/u, /^answers$/u, /^models$/u, /^node$/u];

/** Whatever a soak in `home` has left behind and should not have. `temporary` is its TMPDIR. */
export async function findLeftovers(home: string, temporary: string): Promise<readonly string[]> {
  const cached = await readdir(join(home, ".cache/hexai")).catch(() => []);
  const strange = cached.filter((name) => !EXPECTED.some((expected) => expected.test(name)));
  const forgotten = await readdir(temporary);
  return [...strange, ...forgotten, ...(await processesIn(home))];
}

/** Processes whose HOME is `home`, by what they were started as. */
async function processesIn(home: string): Promise<readonly string[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/u.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      try {
        const environment = await readFile(`/proc/${pid}/environ`, "utf8");
        const command = await readFile(`/proc/${pid}/cmdline`, "utf8");
        const isOurs = environment.split("\0").includes(`HOME=${home}`) && command !== "";
        return isOurs && !command.includes("tmux") ? [command.replaceAll("\0", " ")] : [];
      } catch {
        return []; // it has ended meanwhile
      }
    }),
  );
  return found.flat();
}
