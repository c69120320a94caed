import type { ChatError } from "@hexai/chat";

import { type ChatTarget, chatErrorOf, wordsFor } from "../target/chat-target.ts";
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

/** An HTTP status that is no success, with the provider's own words and what to do about it. */
export function refusalOf(target: ChatTarget, refusal: Refusal): ChatError {
  const { status, cause } = refusal;
  const words = wordsFor(target, refusal.words);
  const answer = words === "" ? `HTTP ${status}` : `HTTP ${status}: ${words}`;
  const facts = { status, cause };
  if (status === 401 || status === 403) {
    return chatErrorOf(target, "unauthorized", unauthorizedPredicate(target, answer), facts);
  }
  if (status === 404) {
    const predicate = `was not found (${answer}); check the model's name and ${target.section}.base_url`;
    return chatErrorOf(target, "not-found", predicate, facts);
  }
  if (status === 429) {
    const wait = waitOf(refusal);
    const predicate = `takes no more requests for now (${answer}); ${wait}, or check your quota`;
    return chatErrorOf(target, "rate-limited", predicate, facts);
  }
  if (status >= 500) {
    const predicate = `is in trouble (${answer}); ${waitOf(refusal, "try again later")}`;
    return chatErrorOf(target, "unavailable", predicate, facts);
  }
  const predicate = `refused the request (${answer}); change the prompt or the settings`;
  return chatErrorOf(target, "rejected", predicate, facts);
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
