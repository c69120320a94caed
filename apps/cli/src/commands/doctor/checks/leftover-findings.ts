import { quote } from "shlex";

import { type Finding, ok, warn } from "../check.ts";
import { formatCount } from "../report.ts";

/** Paths of files that killed processes left. */
export interface Leftovers {
  /** Half-written files of the caches. */
  readonly temporary: readonly string[];
  /** Directories with an unfinished prompt. */
  readonly prompts: readonly string[];
  /** Directories of popups. */
  readonly popups: readonly string[];
}

/** Reports what may be removed. */
export function leftoverFindings({ temporary, prompts, popups }: Leftovers): readonly Finding[] {
  const findings = [
    ...removable(temporary, "file", "half-written in the cache"),
    ...prompts.map((path) =>
      warn(
        `a prompt that was never sent, in ${path}`,
        `read it if you miss it, then: rm -r ${quote(path)}`,
      ),
    ),
    ...removable(popups, "directory", "of popups that have ended"),
  ];
  return findings.length === 0 ? [ok("killed processes left nothing")] : findings;
}

function removable(
  paths: readonly string[],
  noun: "directory" | "file",
  what: string,
): readonly Finding[] {
  const plural = noun === "file" ? "files" : "directories";
  const text = `killed processes left ${formatCount(paths.length, noun, plural)} ${what}`;
  return paths.length === 0 ? [] : [warn(text, `rm -r ${paths.map(quote).join(" ")}`)];
}
