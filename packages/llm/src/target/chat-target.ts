import { ChatError, type ChatErrorCode } from "@hexai/chat";

import { plainWordsOf } from "../errors/plain-words.ts";
import type { ApiKey } from "./find-key.ts";

/** Who is asked, as error messages tell it. */
export interface ChatTarget {
  readonly provider: string;
  readonly model: string;
  readonly baseUrl: string;
  /** The section of the configuration that sets it, such as `openai` or `compatible.lab`. */
  readonly section: string;
  /** The environment variable whose proxy may be in the way. */
  readonly proxy?: string | undefined;
  /** Absent when the provider wants none. Its value never appears in a message. */
  readonly key: ApiKey | undefined;
}

/** Facts about a failure beside its sentence. */
export interface FailureFacts {
  readonly status?: number;
  /** What the SDK or the network threw. */
  readonly cause?: unknown;
}

/**
 * An error about `target`: `openai (gpt-4.1)`, a space, and `predicate`.
 * The SDK's own errors carry the prompt and may carry the key, so `cause` keeps only the cleaned words of theirs.
 */
export function chatErrorOf(
  target: ChatTarget,
  code: ChatErrorCode,
  predicate: string,
  { status, cause }: FailureFacts = {},
): ChatError {
  const { provider, model } = target;
  return new ChatError(code, `${wordsFor(target, `${provider} (${model})`)} ${predicate}`, {
    provider,
    model,
    status,
    ...(cause instanceof Error
      ? { cause: new Error(wordsFor(target, `${cause.name}: ${cause.message}`)) }
      : {}),
  });
}

/** Somebody else's text, fit for a message about `target`: one line, and without its key. */
export function wordsFor({ key }: ChatTarget, text: string): string {
  return plainWordsOf(text, key?.value ?? "");
}
