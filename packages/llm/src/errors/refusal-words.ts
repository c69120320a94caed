import type { ChatErrorCode } from "@hexai/chat";

import type { ChatTarget } from "../target/chat-target.ts";
import { factsOf } from "../target/providers.ts";

/** What is known of a refusal. */
export interface Refusal {
  readonly status: number;
  /** The provider's own words, as they came. */
  readonly words: string;
  /** In milliseconds, when the provider said how long to wait. */
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** What an HTTP status means. */
export interface RefusalWords {
  readonly code: ChatErrorCode;
  /** What follows the target's name: that it failed, the provider's own words, and what to do. */
  readonly predicate: string;
}

/** What the status of `refusal` means, whose words are fit for a message. */
export function refusalWords(target: ChatTarget, refusal: Refusal): RefusalWords {
  const { status, words } = refusal;
  const answer = words === "" ? `HTTP ${status}` : `HTTP ${status}: ${words}`;
  if (status === 401 || status === 403) {
    return { code: "unauthorized", predicate: unauthorizedPredicate(target, answer) };
  }
  if (status === 404) {
    const remedy = `check the model's name and ${target.section}.base_url`;
    return { code: "not-found", predicate: `was not found (${answer}); ${remedy}` };
  }
  if (status === 429) {
    const remedy = `${waitOf(refusal)}, or check your quota`;
    return {
      code: "rate-limited",
      predicate: `takes no more requests for now (${answer}); ${remedy}`,
    };
  }
  if (status >= 500) {
    const remedy = waitOf(refusal, "try again later");
    return { code: "unavailable", predicate: `is in trouble (${answer}); ${remedy}` };
  }
  const predicate = `refused the request (${answer}); change the prompt or the settings`;
  return { code: "rejected", predicate };
}

function unauthorizedPredicate(target: ChatTarget, answer: string): string {
  const { key } = target;
  return key === undefined
    ? `wants a key (${answer}); ${wayToKeyOf(target)}`
    : `refused the key in ${key.source} (${answer}); set it to a valid one`;
}

function wayToKeyOf({ provider, section }: ChatTarget): string {
  const variable = factsOf(provider)?.keyNames[1];
  return variable === undefined
    ? `name the variable that holds it in ${section}.api_key_env`
    : `put it into ${variable}`;
}

function waitOf({ retryAfterMs }: Refusal, otherwise = "wait"): string {
  return retryAfterMs === undefined || retryAfterMs === 0
    ? otherwise
    : `wait ${Math.ceil(retryAfterMs / 1000)} s`;
}
