import { setTimeout as delay } from "node:timers/promises";

import { type ChatClient, ChatError, sentBytesOf, textOf, utf8BytesOf } from "@hexai/chat";

import type { TokenRate } from "../../command.ts";
import { splitTokens } from "../split-tokens.ts";

/**
 * A model that echoes its last message at the rate of a real one, to feel how fast that is. Nothing is sent.
 *
 * @param random - Gives a number from 0 to 1 for every token: how fast it is within the rate.
 */
export function createSimulatedClient(rate: TokenRate, random: () => number): ChatClient {
  const model = rate.from === rate.to ? `${rate.from}tps` : `${rate.from}-${rate.to}tps`;
  return {
    provider: "simulation",
    model,
    async chat({ messages }, { signal, onDelta } = {}) {
      const text = textOf(messages.at(-1)?.content ?? "");
      for (const token of splitTokens(text)) {
        const tokensPerSecond = rate.from + (rate.to - rate.from) * random();
        await delay(1000 / tokensPerSecond, undefined, { signal }).catch((cause: unknown) => {
          throw new ChatError("aborted", "the simulation was cancelled", { cause });
        });
        await onDelta?.(token);
      }
      return { text, sentBytes: sentBytesOf(messages), recvBytes: utf8BytesOf(text) };
    },
  };
}
