import type { ChatClient, ChatRequest } from "../chat-client.ts";
import { ChatError } from "../chat-error.ts";
import { sentBytesOf, utf8BytesOf } from "../utf8-bytes.ts";

export interface FakeChatClient extends ChatClient {
  /** Every request so far, oldest first. */
  readonly requests: readonly ChatRequest[];
}

/** A client that answers every Chat with `deltas`, one after the other, and remembers what it was asked. */
export function fakeChatClient(...deltas: readonly string[]): FakeChatClient {
  const requests: ChatRequest[] = [];
  return {
    provider: "fake",
    model: "fake-1",
    requests,
    async chat(request, { signal, onDelta, onUnderWay } = {}) {
      requests.push(request);
      await Promise.resolve();
      onUnderWay?.();
      for (const delta of deltas) {
        await Promise.resolve();
        if (signal?.aborted) {
          throw new ChatError("aborted", "The request was cancelled.", { cause: signal.reason });
        }
        await onDelta?.(delta);
      }
      const text = deltas.join("");
      return { text, sentBytes: sentBytesOf(request.messages), recvBytes: utf8BytesOf(text) };
    },
  };
}

/** A client whose every Chat fails with `failure` after it was sent. */
export function failingChatClient(failure: Error): ChatClient {
  return {
    provider: "fake",
    model: "fake-1",
    async chat(_, options) {
      await Promise.resolve();
      options?.onUnderWay?.();
      throw failure;
    },
  };
}
