import type { ConfigIssue } from "../describe/config-issue.ts";
import { defaultConfig } from "./build-config.ts";
import type { Entry } from "./entry.ts";

/** How many models one question may be sent to. */
const MOST_TARGETS = 8;

type ValidEntry = Entry & { readonly ok: true };

export interface BoundEntries {
  readonly user: readonly Entry[];
  readonly project: readonly Entry[];
  readonly editor: readonly Entry[];
  /** The entries that were left out, for messages. */
  readonly leftOut: readonly ConfigIssue[];
}

/**
 * Bounds what one question can cost. No file has more than eight targets for a surface. A project's file, which may come with a
 * cloned repository, has no more of them than the user's own file (one, where that has none), and cannot raise the user's limits
 * of tokens. Nor does a role of it replace one of the user's. The editor's settings may come with a repository too, and cannot
 * raise the limits of the user's file or environment. What is above is left out, and the question is asked all the same.
 */
export function boundEntries(
  user: readonly Entry[],
  project: readonly Entry[],
  editor: readonly Entry[],
  environment: readonly Entry[] = [],
): BoundEntries {
  const leftOut: ConfigIssue[] = [];
  const userValues = valuesOf(user);
  const ownValues = valuesOf([...user, ...environment]);
  const asManyAsUser = (key: string): number =>
    Math.min(Math.max(lengthOf(userValues.get(key)), 1), MOST_TARGETS);

  function bound(
    entries: readonly Entry[],
    mostTargets: (key: string) => number,
    limited: (entry: ValidEntry) => Entry,
  ): readonly Entry[] {
    return entries.map((entry) => {
      if (!entry.ok) {
        return entry;
      }
      return entry.key.startsWith("models.")
        ? firstTargets(entry, mostTargets(entry.key))
        : limited(entry);
    });
  }

  function firstTargets(entry: ValidEntry, most: number): Entry {
    const { key, value, origin, parts } = entry;
    if (!Array.isArray(value) || value.length <= most) {
      return entry;
    }
    const targets: readonly unknown[] = value;
    const message = `has ${targets.length} models, only the first ${most === 1 ? "is" : `${most} are`} used`;
    leftOut.push({ origin, key, message });
    const isUsed = (part: string): boolean => Number(/\[(\d+)\]/u.exec(part)?.[1] ?? 0) < most;
    return {
      ...entry,
      value: targets.slice(0, most),
      ...(parts && { parts: new Map([...parts].filter(([part]) => isUsed(part))) }),
    };
  }

  function cutTo(values: ReadonlyMap<string, unknown>, entry: ValidEntry): Entry {
    const { key, value, origin } = entry;
    const limit = LIMITS.get(key) && (values.get(key) ?? LIMITS.get(key));
    if (typeof limit !== "number" || typeof value !== "number" || value <= limit) {
      return entry;
    }
    leftOut.push({
      origin,
      key,
      message: `is ${value}, more than your own ${limit}, which is used`,
    });
    return { ...entry, value: limit };
  }

  function isUsersRole(entry: Entry): boolean {
    const isTaken = entry.ok && entry.key.startsWith("roles.") && userValues.has(entry.key);
    if (isTaken) {
      const { origin, key } = entry;
      leftOut.push({ origin, key, message: "is the name of a role of your own, which is used" });
    }
    return isTaken;
  }

  const projectOnly = project.filter((entry) => !isUsersRole(entry));
  return {
    user: bound(user, atMostEight, unchanged),
    project: bound(projectOnly, asManyAsUser, (entry) => cutTo(userValues, entry)),
    editor: bound(editor, atMostEight, (entry) => cutTo(ownValues, entry)),
    leftOut,
  };
}

/** The valid values by key; of several for one key the last. */
function valuesOf(entries: readonly Entry[]): ReadonlyMap<string, unknown> {
  return new Map(entries.flatMap((entry) => (entry.ok ? [[entry.key, entry.value]] : [])));
}

function atMostEight(): number {
  return MOST_TARGETS;
}

function unchanged(entry: ValidEntry): Entry {
  return entry;
}

/** The limits that a project and the editor may lower only, with their defaults. */
const LIMITS = limits();

function limits(): ReadonlyMap<string, number> {
  const { max_tokens: tokens, max_context_tokens: contextTokens } = defaultConfig().general;
  return new Map([
    ["general.max_tokens", tokens],
    ["general.max_context_tokens", contextTokens],
  ]);
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}
