import { ChatError, type ChatErrorCode } from "@hexai/chat";

import type { ApiKey } from "./find-key.ts";
import { plainWordsOf } from "./plain-words.ts";

/** Who is asked, as error messages tell it. */
export interface ChatTarget {
  readonly provider: string;
  readonly model: string;
  readonly baseUrl: string;
  /** Its value never appears in a message. */
  readonly key: ApiKey;
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
  const { provider, model, key } = target;
  const subject = plainWordsOf(`${provider} (${model})`, key.value);
  return new ChatError(code, `${subject} ${predicate}`, {
    provider,
    model,
    status,
    ...(cause instanceof Error
      ? { cause: new Error(plainWordsOf(`${cause.name}: ${cause.message}`, key.value)) }
      : {}),
  });
}
