import type { ChatAnswer, ChatClient } from "@hexai/chat";
import { describe, it, vi } from "vitest";

import { withLengthWatch } from "./with-length-watch.ts";

const REQUEST = { messages: [{ role: "user", text: "x" }] } as const;
const PIECE = "x".repeat(10_000);

describe("a watched answer", () => {
  it("is told of once when it is long, and heard whole", async ({ expect }) => {
    const onLong = vi.fn<() => void>();
    const heard: string[] = [];
    const client = withLengthWatch(clientSaying([...Array(12)].fill(PIECE)), onLong);

    await client.chat(REQUEST, { onDelta: (text) => void heard.push(text) });

    expect(onLong).toHaveBeenCalledTimes(1);
    expect(heard).toHaveLength(12);
  });

  it("is not told of when it is short, however many there are", async ({ expect }) => {
    const onLong = vi.fn<() => void>();
    const client = withLengthWatch(clientSaying([...Array(5)].fill(PIECE)), onLong);

    await client.chat(REQUEST);
    await client.chat(REQUEST);

    expect(onLong).not.toHaveBeenCalled();
  });
});

function clientSaying(pieces: readonly string[]): ChatClient {
  return {
    provider: "p",
    model: "m",
    async chat(_, options): Promise<ChatAnswer> {
      for (const piece of pieces) {
        await options?.onDelta?.(piece);
      }
      return { text: "", sentBytes: 1, recvBytes: 1 };
    },
  };
}
