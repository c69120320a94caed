import { dirname, join, relative } from "node:path";

import ignore, { type Ignore } from "ignore";

import type { GateFiles } from "./io/gate-files.ts";
import { rebasePatterns } from "./rebase-patterns.ts";

/** Whether `.gitignore` files between `top` and a file, or the repository's own `info/exclude`, name the file. */
export type IgnoredByGit = (path: string, top: string) => boolean;

interface Matcher {
  readonly texts: readonly (string | undefined)[];
  readonly rules: Ignore;
}

/**
 * Asks as git does: the deeper file is the stronger one, and nothing below a directory that is ignored comes back. Unlike git
 * it does not ask whether a file is tracked. Capital letters make no difference.
 */
export function createIgnoredByGit(files: GateFiles): IgnoredByGit {
  const matchers = new Map<string, Matcher>();

  function rulesOf(directory: string, top: string): Ignore {
    const directories = directoriesBetween(top, directory);
    const texts = [
      files.textOf(join(top, ".git", "info", "exclude")),
      ...directories.map((one) => files.textOf(join(one, ".gitignore"))),
    ];
    const before = matchers.get(directory);
    if (before !== undefined && isSame(before.texts, texts)) {
      return before.rules;
    }
    const places = ["", ...directories.map((one) => relative(top, one))];
    const patterns = texts.flatMap((text = "", index) => rebasePatterns(text, places[index] ?? ""));
    const rules = ignore().add(patterns);
    matchers.set(directory, { texts, rules });
    return rules;
  }

  return (path, top) => rulesOf(dirname(path), top).ignores(relative(top, path));
}

function isSame(
  some: readonly (string | undefined)[],
  others: readonly (string | undefined)[],
): boolean {
  return some.length === others.length && some.every((text, index) => text === others[index]);
}

/** From `top` down to `directory`, both included. */
function directoriesBetween(top: string, directory: string): readonly string[] {
  return directory === top || directory === dirname(directory)
    ? [directory]
    : [...directoriesBetween(top, dirname(directory)), directory];
}
