import { readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

import { formatCachedAnswer, parseCachedAnswer } from "../cached-answer.ts";
import type { AnswerStore, CacheKey } from "../with-answer-cache.ts";

export interface AnswerStoreOptions {
  /** Created (0700) with the first answer. */
  readonly dir: string;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

/**
 * One file (0600) per answer, named by the hash of its key and replaced in one step. A file that cannot be read, written
 * or parsed counts as missing.
 */
export function createAnswerStore({ dir, now }: AnswerStoreOptions): AnswerStore {
  const filePath = (question: CacheKey): string => join(dir, `${hashKey(question)}.json`);
  return {
    async find(question) {
      const text = readText(filePath(question));
      return text === undefined ? undefined : parseCachedAnswer(text, now());
    },
    async keep(question, answer) {
      const { writeAnswer } = await import("./write-answer.ts");
      await writeAnswer(filePath(question), formatCachedAnswer(answer, now()));
    },
    async sweep() {
      const { sweepAnswers } = await import("./sweep-answers.ts");
      await sweepAnswers(dir, now());
    },
  };
}

/** Reads synchronously: loading the promises of `node:fs` takes longer than reading this file, and the request waits for it. */
function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "syscall" in error) {
      return undefined;
    }
    throw error;
  }
}

function hashKey({ provider, model, messages, parameters }: CacheKey): string {
  const question = [
    provider,
    model,
    messages.map(({ role, text }) => [role, text]),
    parameters ?? null,
  ];
  const { createHash } = process.getBuiltinModule("node:crypto"); // It takes a tenth of a bare start, and not every prompt is cached.
  return createHash("sha256").update(JSON.stringify(question)).digest("hex");
}
