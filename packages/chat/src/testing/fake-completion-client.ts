import { ChatError } from "../chat-error.ts";
import type { CompletionClient, CompletionRequest } from "../completion-client.ts";
import { utf8BytesOf } from "../utf8-bytes.ts";

export interface FakeCompletionClient extends CompletionClient {
  /** Every request so far, oldest first. */
  readonly requests: readonly CompletionRequest[];
}

/**
 * A client that completes with `deltas`, one after the other, and remembers what it was asked. Without any it is one that
 * must be asked in a Chat.
 */
export function fakeCompletionClient(...deltas: readonly string[]): FakeCompletionClient {
  const requests: CompletionRequest[] = [];
  return {
    provider: "fake",
    model: "fake-1",
    requests,
    prepare: () => Promise.resolve(),
    expectChange: () => undefined,
    async complete(request, { signal, onDelta } = {}) {
      requests.push(request);
      for (const delta of deltas) {
        await Promise.resolve();
        if (signal?.aborted) {
          throw new ChatError("aborted", "The request was cancelled.", { cause: signal.reason });
        }
        await onDelta?.(delta);
      }
      const text = deltas.join("");
      const sentBytes = utf8BytesOf(request.prefix) + utf8BytesOf(request.suffix);
      return deltas.length === 0
        ? undefined
        : { text, sentBytes, recvBytes: utf8BytesOf(text), route: "fake" };
    },
  };
}

/** A client whose every completion fails with `error`. */
export function failingCompletionClient(error: Error): CompletionClient {
  return {
    provider: "fake",
    model: "fake-1",
    async prepare() {},
    expectChange: () => undefined,
    async complete() {
      throw error;
    },
  };
}
