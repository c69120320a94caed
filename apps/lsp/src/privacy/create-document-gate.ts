import { dirname, isAbsolute, relative } from "node:path";

import type { IgnoreSettings } from "@hexai/config";
import ignore from "ignore";

import { pathOfUri } from "../protocol/path-of-uri.ts";
import type { DocumentGate } from "./document-gate.ts";
import { createIgnoredByGit } from "./ignored-by-git.ts";
import type { GateFiles } from "./io/gate-files.ts";
import { MOST_BYTES, refusalBecause, TOO_LARGE } from "./refusal.ts";
import { createSecretTest } from "./secret-files.ts";

/** How long an answer holds, in milliseconds: so soon a change of a `.gitignore` is seen. */
const HOLDS_MS = 1_000;

/** More answers are not kept. */
const MOST_ANSWERS = 1_000;

export interface DocumentGateParts {
  readonly files: GateFiles;
  /** The settings as they are now. */
  readonly settings: () => IgnoreSettings;
  /** The workspace's folder, for files outside of every git repository. */
  readonly folder: () => string | undefined;
  /** Milliseconds since any point in time. */
  readonly now: () => number;
}

interface Answer {
  readonly at: number;
  readonly refusal: string | undefined;
}

/**
 * The gate over what is on disk: names that hold secrets, files that `.gitignore` or `extra_patterns` name, files that are
 * large. A symbolic link is as secret as its target. What is in no file (`untitled:`) may pass; of any other address
 * the path counts.
 */
export function createDocumentGate({
  files,
  settings,
  folder,
  now,
}: DocumentGateParts): DocumentGate {
  const isSecret = createSecretTest();
  const isIgnoredByGit = createIgnoredByGit(files);
  let answers = new Map<string, Answer>();
  let answeredFor: IgnoreSettings | undefined;
  let extra = ignore();

  function takeSettings(): void {
    const current = settings();
    if (answeredFor !== current || answers.size > MOST_ANSWERS) {
      answeredFor = current;
      answers = new Map();
      extra = ignore().add(current.extra_patterns);
    }
  }

  function reasonFor(path: string): string | undefined {
    if (isSecret(path)) {
      return "it may hold secrets";
    }
    if (!isAbsolute(path) || path === dirname(path)) {
      return undefined;
    }
    const top = topOf(path);
    if (extra.ignores(relative(top ?? "/", path))) {
      return "ignore.extra_patterns names it";
    }
    return settings().gitignore && isIgnoredByGit(path, top ?? dirname(path))
      ? ".gitignore names it"
      : undefined;
  }

  /** Where patterns begin to count: the nearest repository, else the workspace. */
  function topOf(path: string): string | undefined {
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

  function refusalFor(uri: string): string | undefined {
    const path = pathOfUri(uri);
    if (path === undefined) {
      return "a document without a readable address is not sent to any model";
    }
    const real = isAbsolute(path) ? files.realPathOf(path) : path;
    const reason =
      reasonFor(path) ??
      (real === path ? undefined : reasonFor(real)) ??
      (files.sizeOf(real) > MOST_BYTES ? TOO_LARGE : undefined);
    return reason === undefined ? undefined : refusalBecause(path, reason);
  }

  return {
    refusalOf(uri) {
      takeSettings();
      const before = answers.get(uri);
      const at = now();
      if (before !== undefined && at - before.at < HOLDS_MS && at >= before.at) {
        return Promise.resolve(before.refusal);
      }
      const refusal = refusalFor(uri);
      answers.set(uri, { at, refusal });
      return Promise.resolve(refusal);
    },
  };
}

function isBelow(path: string, directory: string): boolean {
  const way = relative(directory, path);
  return way !== "" && !isAbsolute(way) && way !== ".." && !way.startsWith("../");
}
