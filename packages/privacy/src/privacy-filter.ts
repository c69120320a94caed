import { basename, dirname, isAbsolute, relative } from "node:path";

import ignore from "ignore";

import { createGitIgnoreRules } from "./git-ignore-rules.ts";
import { createFileFacts } from "./io/file-facts.ts";
import { createSecretTest } from "./secret-files.ts";

/** How long an answer holds, in milliseconds. A change of a `.gitignore` is seen that soon. */
const ANSWER_HOLDS_MS = 1_000;

/** The filter remembers no more answers than this. */
const MAX_ANSWERS = 1_000;

/** Larger files are seldom written by hand, and a model sees only a part of them. */
const MAX_BYTES = 1024 * 1024;

/** The section `[ignore]` of the configuration, as far as it decides what is blocked. */
export interface IgnoreRules {
  /** Whether `.gitignore` files count. */
  readonly gitignore: boolean;
  /** Patterns in the syntax of `.gitignore`, from the root of the repository, else of the folder, else of the file system. */
  readonly extra_patterns: readonly string[];
}

export interface PrivacyFilterOptions {
  /** The rules as they are now: they may change while the program runs. */
  readonly rules: () => IgnoreRules;
  /** The workspace's folder, whose `.gitignore` files count for files outside of every git repository. */
  readonly folder: () => string | undefined;
  /** Milliseconds since any point in time. */
  readonly now: () => number;
}

/** Decides which documents stay at home. */
export interface PrivacyFilter {
  /**
   * Why no text of a document may be sent to a model, in words for the user, or undefined when it may be sent. A known answer
   * costs no look at the disk, so the filter can be asked for every key press.
   *
   * @param path - Absolute. A bare name stands for a document that is in no file yet: only its name counts then.
   * @param textLength - The length of the text when it is not the one on disk, in UTF-16 code units.
   */
  blockedReason(path: string, textLength?: number): string | undefined;
}

interface Answer {
  readonly at: number;
  readonly reason: string | undefined;
}

/** A filter that reads the disk whenever its answer of a second ago no longer holds. */
export function createPrivacyFilter({ rules, folder, now }: PrivacyFilterOptions): PrivacyFilter {
  const files = createFileFacts();
  const isSecret = createSecretTest();
  const isIgnoredByGit = createGitIgnoreRules(files);
  let answers = new Map<string, Answer>();
  let answeredFor: IgnoreRules | undefined;
  let extra = ignore();

  function applyRules(): void {
    const current = rules();
    if (answeredFor !== current || answers.size > MAX_ANSWERS) {
      answeredFor = current;
      answers = new Map();
      extra = ignore().add(current.extra_patterns);
    }
  }

  function reasonFor(path: string): string | undefined {
    const real = isAbsolute(path) ? files.realPath(path) : path;
    return (
      ruleFor(path) ??
      (real === path ? undefined : ruleFor(real)) ??
      (files.size(real) > MAX_BYTES ? TOO_LARGE : undefined)
    );
  }

  function ruleFor(path: string): string | undefined {
    if (isSecret(path)) {
      return "it may hold secrets";
    }
    if (!isAbsolute(path) || path === dirname(path)) {
      return undefined;
    }
    const root = rulesRoot(path);
    if (extra.ignores(relative(root ?? "/", path))) {
      return "ignore.extra_patterns names it";
    }
    return rules().gitignore && isIgnoredByGit(path, root ?? dirname(path))
      ? ".gitignore names it"
      : undefined;
  }

  /** The directory from which patterns count: the nearest repository, else the workspace. */
  function rulesRoot(path: string): string | undefined {
    for (let above = dirname(path); ; above = dirname(above)) {
      if (files.isGitRoot(above)) {
        return above;
      }
      if (above === dirname(above)) {
        const workspace = folder();
        return workspace !== undefined && isBelow(path, workspace) ? workspace : undefined;
      }
    }
  }

  function cachedReason(path: string): string | undefined {
    applyRules();
    const before = answers.get(path);
    const at = now();
    if (before !== undefined && at - before.at < ANSWER_HOLDS_MS && at >= before.at) {
      return before.reason;
    }
    const reason = reasonFor(path);
    answers.set(path, { at, reason });
    return reason;
  }

  return {
    blockedReason(path, textLength = 0) {
      const reason = cachedReason(path) ?? (textLength > MAX_BYTES ? TOO_LARGE : undefined);
      // The name alone, since messages are short and others read logs.
      return reason && `${basename(path)} is not sent to any model, because ${reason}`;
    },
  };
}

const TOO_LARGE = "it is over 1 MiB";

function isBelow(path: string, directory: string): boolean {
  const way = relative(directory, path);
  return way !== "" && !isAbsolute(way) && way !== ".." && !way.startsWith("../");
}
