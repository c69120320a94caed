import { ChatError, type CompletionRequest, utf8BytesOf } from "@hexai/chat";
import { fakeChatClient } from "@hexai/chat/testing";

import type { CompletionModel } from "../completion/engine/request-model.ts";

/** One request to a model, which the test controls. */
export interface ControlledCall {
  readonly request: CompletionRequest;
  /** Whether the connection to the provider is open: there is no answer yet, and no abort. */
  readonly isOpen: () => boolean;
  readonly isAborted: () => boolean;
  /** The output so far. */
  readonly written: () => string;
  readonly say: (piece: string) => void;
  readonly finish: (last?: string) => void;
  readonly fail: () => void;
}

export interface ControlledModel extends CompletionModel {
  /** All requests so far, oldest first. */
  readonly calls: readonly ControlledCall[];
}

/** A model that writes and fails only when the test says so, and hangs otherwise. */
export function controlledModel(model = "m"): ControlledModel {
  const calls: ControlledCall[] = [];
  const provider = "p";
  return {
    provider,
    model,
    calls,
    chat: { ...fakeChatClient(), provider, model },
    native: {
      provider,
      model,
      prepare: () => Promise.resolve(),
      expectChange: () => undefined,
      complete(request, { signal, onDelta } = {}) {
        return new Promise((resolve, reject) => {
          let text = "";
          let isOpen = true;
          const say = (piece: string): void => {
            if (isOpen && piece !== "") {
              text += piece;
              void onDelta?.(piece);
            }
          };
          const end = (error: ChatError): void => {
            isOpen = false;
            reject(error);
          };
          signal?.addEventListener("abort", () => end(new ChatError("aborted", "Cancelled.")));
          calls.push({
            request,
            isOpen: () => isOpen,
            isAborted: () => signal?.aborted ?? false,
            written: () => text,
            say,
            finish(last = "") {
              say(last);
              isOpen = false;
              const recvBytes = utf8BytesOf(text);
              resolve({ text, sentBytes: utf8BytesOf(request.prefix), recvBytes, route: "test" });
            },
            fail: () => end(new ChatError("unavailable", "The host is down.", { provider, model })),
          });
        });
      },
    },
  };
}
