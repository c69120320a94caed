import { readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

import { formatCachedAnswer, parseCachedAnswer } from "../cached-answer.ts";
import type { AnswerStore, CacheKey } from "../with-answer-cache.ts";

export interface AnswerStoreOptions {
  /** Made (0700) when the first answer is kept. */
  readonly dir: string;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

/**
 * One file (0600) per answer, named by the hash of its question, replaced in one step. What cannot be read, written
 * or understood is as if it were not there.
 */
export function createAnswerStore({ dir, now }: AnswerStoreOptions): AnswerStore {
  const pathOf = (question: CacheKey): string => join(dir, `${hashOf(question)}.json`);
  return {
    async find(question) {
      const text = textAt(pathOf(question));
      return text === undefined ? undefined : parseCachedAnswer(text, now());
    },
    async keep(question, answer) {
      const { writeAnswer } = await import("./write-answer.ts");
      await writeAnswer(pathOf(question), formatCachedAnswer(answer, now()));
    },
    async sweep() {
      const { sweepAnswers } = await import("./sweep-answers.ts");
      await sweepAnswers(dir, now());
    },
  };
}

/** At once: the promises of `node:fs` take longer to load than this file to read, and the question waits for it. */
function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "syscall" in error) {
      return undefined;
    }
    throw error;
  }
}

function hashOf({ provider, model, messages, parameters }: CacheKey): string {
  const question = [
    provider,
    model,
    messages.map(({ role, text }) => [role, text]),
    parameters ?? null,
  ];
  const { createHash } = process.getBuiltinModule("node:crypto"); // a tenth of a bare start, and not every question is kept
  return createHash("sha256").update(JSON.stringify(question)).digest("hex");
}
