import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

import type { Row } from "../measure/row.ts";

const APPS = join(import.meta.dirname, "../../../apps");

/** What a start loads before it knows what to do, and everything that is there to be loaded. */
export function bundleSizes(): readonly Row[] {
  return ["cli", "lsp", "tmux-action"].map((app) => {
    const dir = join(APPS, app, "dist");
    const programs = readdirSync(dir).filter((name) => /\.m?js$/u.test(name));
    const entry = programs.filter((name) => /^(?:main|start-.*)\.js$/u.test(name));
    return {
      what: `apps/${app}: what every start loads, of all`,
      measured: `${kilobytesOf(dir, entry)} kB of ${kilobytesOf(dir, programs)} kB`,
      bound: "",
      holds: true,
    };
  });
}

function kilobytesOf(dir: string, names: readonly string[]): string {
  const bytes = names.reduce((sum, name) => sum + statSync(join(dir, name)).size, 0);
  return (bytes / 1000).toFixed(0);
}
