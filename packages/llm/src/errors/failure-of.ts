import { AISDKError, APICallError } from "@ai-sdk/provider";
import { ChatError } from "@hexai/chat";

import { type ChatTarget, chatErrorOf, wordsFor } from "../target/chat-target.ts";
import type { Trouble } from "../transport/trouble.ts";
import { fieldOf } from "../wires/field-of.ts";
import { refusalOf } from "./refusal-of.ts";

/** How far a request had come when it failed. */
export interface FailedAttempt {
  /** The caller's signal ended it. */
  readonly aborted: boolean;
  /** Our own limit on silence ended it; in seconds. */
  readonly silentSeconds: number | undefined;
  /** What went wrong below the SDK. */
  readonly trouble: Trouble | undefined;
  /** A part of the answer had arrived. */
  readonly begun: boolean;
}

/** What a failure of a provider, an SDK or the network means, or undefined when it is neither: a bug. */
export function failureOf(
  error: unknown,
  target: ChatTarget,
  { aborted, silentSeconds, trouble, begun }: FailedAttempt,
): ChatError | undefined {
  if (aborted) {
    return abortedOf(target, error);
  }
  if (silentSeconds !== undefined) {
    const predicate = `was silent for ${silentSeconds} s; try again, or raise general.request_timeout`;
    return chatErrorOf(target, "timeout", predicate, { cause: error });
  }
  if (trouble !== undefined) {
    return troubleOf(trouble, target, begun);
  }
  if (error instanceof ChatError) {
    return error;
  }
  return AISDKError.isInstance(error) ? sdkFailureOf(error, target) : undefined;
}

/** The caller wants no answer any more. */
export function abortedOf(target: ChatTarget, cause?: unknown): ChatError {
  return chatErrorOf(target, "aborted", "stopped, because the request was cancelled", { cause });
}

/** An answer that ended without its end. */
export function brokenOff(target: ChatTarget, cause?: unknown): ChatError {
  return chatErrorOf(target, "incomplete", "broke off in the middle; ask again", { cause });
}

/** An answer whose parts do not make sense, or that is none. */
export function unreadable(target: ChatTarget, cause?: unknown): ChatError {
  const predicate = `sent an answer that cannot be read; check ${target.section}.base_url and the model`;
  return chatErrorOf(target, "unreadable", predicate, { cause });
}

/**
 * The error object that a provider put into its stream. Before any text it is a refusal that came late: OpenRouter gives
 * the status as its `code`, others give none.
 */
export function streamErrorOf(error: unknown, target: ChatTarget, begun: boolean): ChatError {
  const message = fieldOf(error, "message");
  const code = fieldOf(error, "code");
  const words = typeof message === "string" ? message : JSON.stringify(error);
  if (begun) {
    const predicate = `broke off: ${wordsFor(target, words)}; ask again`;
    return chatErrorOf(target, "incomplete", predicate);
  }
  const isStatus = typeof code === "number" && code >= 400 && code <= 599;
  return refusalOf(target, { status: isStatus ? code : 500, words });
}

function troubleOf(trouble: Trouble, target: ChatTarget, begun: boolean): ChatError {
  if (trouble.type === "refused") {
    return refusalOf(target, trouble);
  }
  if (trouble.type === "unreachable") {
    return unreachable(trouble.cause, target);
  }
  return begun ? brokenOff(target, trouble.cause) : closed(trouble.cause, target);
}

function sdkFailureOf(error: AISDKError, target: ChatTarget): ChatError {
  if (!APICallError.isInstance(error) || !hasProvidersWords(error)) {
    return unreadable(target, error); // a piece of the stream that is not what the provider should send
  }
  const { statusCode: status = 200, message: words } = error;
  return status >= 400
    ? refusalOf(target, { status, words, cause: error })
    : unreadable(target, error);
}

/** Whether an SDK's error repeats one that the provider sent first in its stream, and not its own trouble with reading it. */
function hasProvidersWords({ responseBody = "" }: APICallError): boolean {
  return !responseBody.startsWith('{"name":"AI_');
}

/** Codes of a connection that stood and was lost again. */
const LOST = ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"];

function unreachable(cause: unknown, target: ChatTarget): ChatError {
  const code = networkCodeOf(cause);
  if (LOST.includes(code)) {
    return closed(cause, target);
  }
  const { host } = new URL(target.baseUrl);
  const proxy = target.proxy === undefined ? "" : `, ${target.proxy}`;
  const predicate = `cannot be reached at ${host} (${code}); check the network${proxy} and ${target.section}.base_url`;
  return chatErrorOf(target, "unreachable", predicate, { cause });
}

function closed(cause: unknown, target: ChatTarget): ChatError {
  const predicate = `closed the connection before it answered (${networkCodeOf(cause)}); try again`;
  return chatErrorOf(target, "unreachable", predicate, { cause });
}

/** The code of the first error in the chain that has one: `ECONNREFUSED`, `UND_ERR_SOCKET` … */
function networkCodeOf(error: unknown): string {
  let current = error;
  while (current instanceof Error) {
    if ("code" in current && typeof current.code === "string") {
      return current.code;
    }
    current = current.cause;
  }
  return "no reason given";
}
