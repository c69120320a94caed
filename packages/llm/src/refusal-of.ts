import type { APICallError } from "@ai-sdk/provider";
import type { ChatError } from "@hexai/chat";

import { type ChatTarget, chatErrorOf } from "./chat-target.ts";
import { plainWordsOf } from "./plain-words.ts";

/** An HTTP status that is no success, with the provider's own words and what to do about it. */
export function refusalOf(error: APICallError, status: number, target: ChatTarget): ChatError {
  const words = plainWordsOf(providersWordsOf(error), target.key.value);
  const answer = words === "" ? `HTTP ${status}` : `HTTP ${status}: ${words}`;
  const facts = { status, cause: error };
  if (status === 401 || status === 403) {
    const predicate = `refused the key in ${target.key.name} (${answer}); set it to a valid one`;
    return chatErrorOf(target, "unauthorized", predicate, facts);
  }
  if (status === 404) {
    const predicate = `was not found (${answer}); check the model's name and openai.base_url`;
    return chatErrorOf(target, "not-found", predicate, facts);
  }
  if (status === 429) {
    const predicate = `takes no more requests for now (${answer}); wait, or check your quota`;
    return chatErrorOf(target, "rate-limited", predicate, facts);
  }
  if (status >= 500) {
    const predicate = `is in trouble (${answer}); try again later`;
    return chatErrorOf(target, "unavailable", predicate, facts);
  }
  const predicate = `refused the request (${answer}); change the prompt or the settings`;
  return chatErrorOf(target, "rejected", predicate, facts);
}

function providersWordsOf({ data, message, responseBody = "" }: APICallError): string {
  const body = responseBody.trim();
  if (data !== undefined || body === "") {
    return message; // the SDK found the provider's message, or fell back to the status line
  }
  return body.startsWith("<") ? `a web page, ${message}` : body;
}
