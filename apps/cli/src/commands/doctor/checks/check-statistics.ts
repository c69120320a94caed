import * as stats from "@hexai/stats";

import { fail, type Finding, ok } from "../check.ts";
import { probeDirectory } from "./io/probe-directory.ts";
import { statPath } from "./io/stat-path.ts";
import { statisticsFindings, unsafeFinding } from "./statistics-findings.ts";

export interface StatisticsSettings {
  readonly window_minutes: number;
  readonly enabled: boolean;
}

/** Whether requests are counted, and if not, why. @param now - Milliseconds since the Unix epoch. */
export async function checkStatistics(
  { window_minutes: minutes, enabled }: StatisticsSettings,
  now: number,
): Promise<readonly Finding[]> {
  const dir = stats.cacheDir();
  const path = stats.path();
  if (!enabled) {
    return [ok("nothing is counted: stats.enabled is false")];
  }
  if (dir === undefined || path === undefined) {
    return [fail("there is no place for the statistics", "set HOME or XDG_CACHE_HOME")];
  }
  const [directory, file] = await Promise.all([statPath(dir), statPath(path)]);
  const isReadable = file.type === "file" || file.type === "missing"; // Reading a pipe might never end.
  stats.setWindow(minutes * 60);
  const report = isReadable ? await readReport() : undefined;
  if (report === "unsafe") {
    return [unsafeFinding(dir, directory)];
  }
  return statisticsFindings({
    dir,
    directory,
    path,
    file,
    writeError: await probeDirectory(dir),
    inspection: isReadable ? await readable(stats.inspect(dir, now)) : undefined,
    report,
  });
}

/** The contents of the file; `undefined` when it cannot be read, `unsafe` when other users could have written it. */
async function readReport(): Promise<stats.Report | "unsafe" | undefined> {
  try {
    return await stats.report();
  } catch (error) {
    if (error instanceof stats.StatsError) {
      return error.code === "unsafe" ? "unsafe" : undefined;
    }
    throw error;
  }
}

async function readable<Value>(work: Promise<Value>): Promise<Value | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof stats.StatsError) {
      return undefined;
    }
    throw error;
  }
}
