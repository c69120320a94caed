import { join } from "node:path";
import process from "node:process";

import type { MessagePart } from "@hexai/chat";
import { isOwnCache, readRegularFile } from "@hexai/process";

import { formatCachedAnswer, parseCachedAnswer } from "../cached-answer.ts";
import type { AnswerStore, CacheKey } from "../with-answer-cache.ts";

export interface AnswerStoreOptions {
  /** Created (0700) with the first answer. */
  readonly dir: string;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

/** The largest file that is read: the limit of the whole cache. */
const MAX_BYTES = 32 * 1024 * 1024;

/**
 * One file (0600) per answer, named by the hash of its key and replaced in one step. A file that cannot be read, written
 * or parsed, or that another user may have written, counts as missing.
 */
export function createAnswerStore({ dir, now }: AnswerStoreOptions): AnswerStore {
  const filePath = (question: CacheKey): string => join(dir, `${hashKey(question)}.json`);
  return {
    async find(question) {
      const text = isOwnCache(dir) ? readRegularFile(filePath(question), MAX_BYTES) : undefined;
      return text === undefined ? undefined : parseCachedAnswer(text, now());
    },
    async keep(question, answer) {
      const { writeAnswer } = await import("./write-answer.ts");
      await writeAnswer(dir, filePath(question), formatCachedAnswer(answer, now()));
    },
    async sweep() {
      if (!isOwnCache(dir)) {
        return;
      }
      const { sweepAnswers } = await import("./sweep-answers.ts");
      await sweepAnswers(dir, now());
    },
  };
}

function hashKey({ provider, model, messages, parameters }: CacheKey): string {
  const { createHash } = process.getBuiltinModule("node:crypto"); // It takes a tenth of a bare start, and not every prompt is cached.
  const sha256 = (data: string | Uint8Array): string =>
    createHash("sha256").update(data).digest("hex");
  const hashPart = (part: MessagePart): readonly string[] =>
    part.type === "text" ? [part.text] : [part.mediaType, sha256(part.bytes)];
  const question = [
    provider,
    model,
    messages.map(({ role, content }) => [
      role,
      typeof content === "string" ? content : content.map(hashPart),
    ]),
    parameters ?? null,
  ];
  return sha256(JSON.stringify(question));
}
