import { setTimeout as delay } from "node:timers/promises";

import { type ChatClient, ChatError, sentBytesOf, utf8BytesOf } from "@hexai/chat";

import type { TokenRate } from "../../../cli-request.ts";
import { tokensOf } from "../tokens-of.ts";

/**
 * A model that says its last message back at the rate of a real one, so that one can feel how fast that is. Asks nobody.
 *
 * @param random - Gives a number from 0 to 1 for every token: how fast it is within the rate.
 */
export function createSimulatedClient(rate: TokenRate, random: () => number): ChatClient {
  const model = rate.from === rate.to ? `${rate.from}tps` : `${rate.from}-${rate.to}tps`;
  return {
    provider: "simulation",
    model,
    async chat({ messages }, { signal, onDelta } = {}) {
      const text = messages.at(-1)?.text ?? "";
      for (const token of tokensOf(text)) {
        const tokensPerSecond = rate.from + (rate.to - rate.from) * random();
        await delay(1000 / tokensPerSecond, undefined, { signal }).catch((cause: unknown) => {
          throw new ChatError("aborted", "The simulation was cancelled.", { cause });
        });
        await onDelta?.(token);
      }
      return { text, sentBytes: sentBytesOf(messages), recvBytes: utf8BytesOf(text) };
    },
  };
}
