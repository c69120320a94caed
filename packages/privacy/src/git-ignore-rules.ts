import { dirname, join, relative } from "node:path";

import ignore, { type Ignore } from "ignore";

import type { FileFacts } from "./io/file-facts.ts";

/** Whether a `.gitignore` between the directory `root` and the file at `path`, or the repository's own `info/exclude`, names the file. */
export type IsIgnoredByGit = (path: string, root: string) => boolean;

interface CachedRules {
  readonly texts: readonly (string | undefined)[];
  readonly rules: Ignore;
}

/**
 * Applies the files as git does: the deeper one overrides the one above it, and nothing below an ignored directory comes back.
 * Unlike git it does not check whether a file is tracked, and it ignores case.
 */
export function createGitIgnoreRules(files: FileFacts): IsIgnoredByGit {
  const cache = new Map<string, CachedRules>();

  function rulesFor(directory: string, root: string): Ignore {
    const directories = directoriesBetween(root, directory);
    const texts = [
      files.text(join(root, ".git", "info", "exclude")),
      ...directories.map((one) => files.text(join(one, ".gitignore"))),
    ];
    const before = cache.get(directory);
    if (before !== undefined && isSame(before.texts, texts)) {
      return before.rules;
    }
    const bases = ["", ...directories.map((one) => relative(root, one))];
    const patterns = texts.flatMap((text = "", index) => rebasePatterns(text, bases[index] ?? ""));
    const rules = ignore().add(patterns);
    cache.set(directory, { texts, rules });
    return rules;
  }

  return (path, root) => rulesFor(dirname(path), root).ignores(relative(root, path));
}

function isSame(
  some: readonly (string | undefined)[],
  others: readonly (string | undefined)[],
): boolean {
  return some.length === others.length && some.every((text, index) => text === others[index]);
}

/** From `root` down to `directory`, both included. */
function directoriesBetween(root: string, directory: string): readonly string[] {
  return directory === root || directory === dirname(directory)
    ? [directory]
    : [...directoriesBetween(root, dirname(directory)), directory];
}

/**
 * Rewrites the patterns of a `.gitignore` in `directory` so that they mean the same in the root above it.
 *
 * @param text - The content of the file.
 * @param directory - Relative to the root, with `/` between names; empty for the root itself.
 */
export function rebasePatterns(text: string, directory: string): readonly string[] {
  const prefix = directory === "" ? "" : `/${escapePattern(directory)}`;
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .map((line) => line.replace(/(?<!\\) +$/, ""))
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const isNegative = line.startsWith("!");
      const pattern = isNegative ? line.slice(1) : line;
      return (isNegative ? "!" : "") + rebasePattern(pattern, prefix);
    });
}

/** A pattern with a slash before its end is anchored to its directory; any other one counts in every directory below. */
function rebasePattern(pattern: string, prefix: string): string {
  const isAnchored = pattern.slice(0, -1).includes("/");
  if (isAnchored) {
    return `${prefix}/${pattern.replace(/^\//, "")}`;
  }
  return prefix === "" ? pattern : `${prefix}/**/${pattern}`;
}

function escapePattern(directory: string): string {
  return directory.replaceAll(/[*?[\\\]]/g, String.raw`\$&`);
}
