import { createHash } from "node:crypto";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";

import { excessOf } from "../excess-of.ts";
import { formatKeptAnswer, parseKeptAnswer } from "../kept-answer.ts";
import type { AnswerStore, CacheQuestion } from "../with-answer-cache.ts";
import { attempt } from "./attempt.ts";
import { replaceFile } from "./replace-file.ts";

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
  const pathOf = (question: CacheQuestion): string => join(dir, `${hashOf(question)}.json`);
  return {
    async find(question) {
      const text = await attempt(readFile(pathOf(question), "utf8"));
      return text === undefined ? undefined : parseKeptAnswer(text, now());
    },
    async keep(question, answer) {
      await attempt(replaceFile(pathOf(question), formatKeptAnswer(answer, now())));
    },
    async sweep() {
      const names = (await attempt(readdir(dir))) ?? [];
      const files = await Promise.all(
        names.map(async (name) => {
          const stats = await attempt(stat(join(dir, name)));
          return stats === undefined ? [] : [{ name, bytes: stats.size, at: stats.mtimeMs }];
        }),
      );
      await Promise.all(
        excessOf(files.flat(), now()).map((name) => attempt(rm(join(dir, name), { force: true }))),
      );
    },
  };
}

function hashOf({ provider, model, messages, parameters }: CacheQuestion): string {
  const question = [
    provider,
    model,
    messages.map(({ role, text }) => [role, text]),
    parameters ?? null,
  ];
  return createHash("sha256").update(JSON.stringify(question)).digest("hex");
}
