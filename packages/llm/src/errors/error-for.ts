import { ChatError, type ChatErrorCode } from "@hexai/chat";

import type { ChatTarget } from "../target/chat-target.ts";
import { HttpRefusal, type Trouble } from "../transport/trouble.ts";
import { jsonOf } from "../wires/json-of.ts";
import { closedPredicate, unreachablePredicate } from "./connection-words.ts";
import { maskSecrets } from "./mask-secrets.ts";
import { plainWordsOf } from "./plain-words.ts";
import { wordsIn } from "./provider-error.ts";
import { type Refusal, refusalWords } from "./refusal-words.ts";

/** How far a request had come when it failed. */
interface FailedAttempt {
  /** The caller's signal ended it. */
  readonly aborted: boolean;
  /** Our own limit on silence ended it; in seconds. */
  readonly silentSeconds: number | undefined;
  /** What went wrong on the way. */
  readonly trouble: Trouble | undefined;
  /** A part of the answer had arrived. */
  readonly begun: boolean;
}

/** Every error about one target. Each message is a sentence: who failed at what, why, and what to do. */
export interface TargetErrors {
  /** The caller wants no answer any more. */
  aborted(cause?: unknown): ChatError;
  /** An answer that ended without its end. */
  brokenOff(cause?: unknown): ChatError;
  /** An answer whose parts do not make sense. */
  unreadable(cause?: unknown): ChatError;
  /** A body that is no answer at all, and how it begins. */
  notAnAnswer(beginning: string): ChatError;
  /** An answer, or a line of one, that is longer than any that makes sense. */
  overlong(): ChatError;
  /** An answer that has an end and no text. */
  empty(): ChatError;
  /** An answer that ended at the limit on its length. */
  cutShort(): ChatError;
  /** An answer that ended because prompt and answer fill the model's context window. */
  contextFull(): ChatError;
  /** An answer whose rest the provider holds back. */
  filtered(): ChatError;
  /** Nobody asks the host for a while, in milliseconds, because it failed too often. */
  circuitOpen(openMs: number): ChatError;
  /** An HTTP status that is no success. */
  refused(refusal: Refusal): ChatError;
  /** An error in the stream, with the provider's own words, behind a part of the answer. */
  inStream(words: string): ChatError;
  /** What `error`, thrown by an attempt, means; undefined when it is a bug. */
  from(error: unknown, attempt: FailedAttempt): ChatError | undefined;
}

/** The one place where this package makes its errors about `target`. */
export function errorFor(target: ChatTarget): TargetErrors {
  const words = (text: string): string => wordsFor(target, text);

  /** The causes of others may hold the prompt and the key, so only their cleaned words are kept. */
  function errorOf(code: ChatErrorCode, predicate: string, facts: FailureFacts = {}): ChatError {
    const { provider, model } = target;
    const { status, cause } = facts;
    return new ChatError(
      code,
      `${plainWordsOf(`${provider} (${model})`, target.key?.value ?? "")} ${predicate}`,
      {
        provider,
        model,
        status,
        ...(cause instanceof Error && {
          cause: new Error(words(`${cause.name}: ${cause.message}`)),
        }),
      },
    );
  }

  function unreadable(what: string, cause?: unknown): ChatError {
    const predicate = `sent an answer that cannot be read${what}; check ${target.section}.base_url and the model`;
    return errorOf("unreadable", predicate, { cause });
  }

  function fromTrouble(trouble: Trouble, begun: boolean): ChatError {
    const { cause } = trouble.type === "refused" ? { cause: undefined } : trouble;
    if (trouble.type === "refused") {
      return errors.refused(trouble);
    }
    if (trouble.type === "unreachable") {
      return errorOf("unreachable", unreachablePredicate(target, cause), { cause });
    }
    return begun
      ? errors.brokenOff(cause)
      : errorOf("unreachable", closedPredicate(cause), { cause });
  }

  const errors: TargetErrors = {
    aborted: (cause) => errorOf("aborted", "stopped, because the request was cancelled", { cause }),
    brokenOff: (cause) => errorOf("incomplete", "broke off in the middle; ask again", { cause }),
    unreadable: (cause) => unreadable("", cause),
    notAnAnswer: (beginning) => {
      const text = beginning.trim();
      if (text === "" || text.startsWith("<")) {
        return unreadable(text === "" ? " (nothing at all)" : " (a web page)");
      }
      return unreadable(` ("${words(wordsIn(jsonOf(text)) ?? text)}")`);
    },
    overlong: () =>
      errorOf("unreadable", "sent far more than an answer; ask for less, or another model"),
    empty: () => errorOf("unreadable", "sent an empty answer; ask again, or another model"),
    cutShort: () =>
      errorOf("incomplete", "reached the longest answer allowed; raise general.max_tokens"),
    contextFull: () =>
      errorOf(
        "incomplete",
        "filled the model's context window; send less text, or ask another model",
      ),
    filtered: () =>
      errorOf("incomplete", "was stopped by the provider's content filter; change the prompt"),
    circuitOpen: (openMs) => {
      const when = `is asked again in ${Math.ceil(openMs / 1000)} s`;
      return errorOf("unavailable", `failed too often in a row and ${when}; check whether it runs`);
    },
    refused: (refusal) => {
      const { code, predicate } = refusalWords(target, { ...refusal, words: words(refusal.words) });
      return errorOf(code, predicate, refusal);
    },
    inStream: (said) => errorOf("incomplete", `broke off: ${words(said)}; ask again`),
    from: (error, { aborted, silentSeconds, trouble, begun }) => {
      if (aborted) {
        return errors.aborted(error);
      }
      if (silentSeconds !== undefined) {
        const predicate = `was silent for ${silentSeconds} s; try again, or raise general.request_timeout`;
        return errorOf("timeout", predicate, { cause: error });
      }
      if (trouble !== undefined) {
        return fromTrouble(trouble, begun);
      }
      if (error instanceof ChatError) {
        return error;
      }
      return error instanceof HttpRefusal ? errors.refused(error) : undefined;
    },
  };
  return errors;
}

/** Facts about a failure beside its sentence. */
interface FailureFacts {
  readonly status?: number | undefined;
  /** What the network threw. */
  readonly cause?: unknown;
}

/** Somebody else's text, fit for a message about the target: one line, without its key, its headers and its query. */
function wordsFor({ key, headers, query }: ChatTarget, text: string): string {
  const secrets = [...Object.values(headers ?? {}), ...Object.values(query ?? {})];
  return plainWordsOf(maskSecrets(text, secrets), key?.value ?? "");
}
